// Whether every Worker answers, by what the gateway's /health says.
import { setTimeout as pause } from 'node:timers/promises';

interface Health {
  ok: boolean;
  said: { service?: string; services?: Record<string, { status: string }> };
}

/** @returns undefined when nothing answers, or another program */
async function health(port: number, signal: AbortSignal): Promise<Health | undefined> {
  try {
    const response = await fetch(`http://127.0.0.1:${port}/health`, { signal });
    const said = (await response.json()) as Health['said'];
    return said.service === 'gateway' ? { ok: response.ok, said } : undefined;
  } catch {
    return undefined;
  }
}

/** The Workers that are in such a state. */
const notYet = (answer: Health | undefined, states: string[]): string[] =>
  Object.entries(answer?.said.services ?? {}).flatMap(([name, { status }]) =>
    states.includes(status) ? [name] : [],
  );

const ASK_MS = 10_000;

/**
 * Waits until every Worker is ok.
 * @param isOver ends the wait early
 * @returns the Workers that are not ok, or ''
 */
export async function untilHealthy(port: number, isOver: () => boolean, stopped: AbortSignal): Promise<string> {
  let answer: Health | undefined;
  while (!stopped.aborted && !isOver()) {
    answer = await health(port, AbortSignal.any([stopped, AbortSignal.timeout(ASK_MS)]));
    if (answer?.ok && notYet(answer, ['busy']).length === 0) return '';
    await pause(50);
  }
  return notYet(answer, ['busy', 'down']).join(', ') || 'workerd';
}
