// Whether every Worker answers, by what the gateway's /health says.
import { setTimeout as pause } from 'node:timers/promises';

interface Health {
  ok: boolean;
  said: { service?: string; services?: Record<string, { status: string }> };
}

/** @returns undefined when nobody, or somebody else, answers */
async function health(port: number, signal: AbortSignal): Promise<Health | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health`, { signal });
    const said = (await response.json()) as Health['said'];
    return said.service === 'gateway' ? { ok: response.ok, said } : undefined;
  } catch {
    return undefined;
  }
}

const ASK_MS = 10_000;

/**
 * Waits until every Worker is ok.
 * @param isOver there is no use in waiting on
 * @returns who is not, or ''
 */
export async function untilHealthy(port: number, isOver: () => boolean, stopped: AbortSignal): Promise<string> {
  let answer: Health | undefined;
  while (!stopped.aborted && !isOver()) {
    answer = await health(port, AbortSignal.any([stopped, AbortSignal.timeout(ASK_MS)]));
    if (answer?.ok) return '';
    await pause(50);
  }
  const down = Object.entries(answer?.said.services ?? {}).filter(([, { status }]) => status === 'down');
  return down.map(([name]) => name).join(', ') || 'workerd';
}
