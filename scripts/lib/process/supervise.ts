// A supervisor that lets it crash. It starts the system again whenever that has ended or hangs; what works, however slowly, it
// leaves alone. It gives up only on a system that does not get ready, several times in a row.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { shown } from '../node/layout.mjs';
import { userError } from '../node/user-error.mjs';
import { pauseBefore } from './backoff.ts';
import { note } from './note.ts';

/** One life of the system, from its start to the end of the last of its processes. */
export interface Life {
  /** Resolves with '' when every Worker answers, or with the names of those that never will. */
  ready: Promise<string>;
  /** Resolves when it has ended, or hangs: with why. */
  over: Promise<string>;
  /** Ends what is still there of it. */
  stop(): Promise<void>;
}

export interface Supervised {
  start(): Life;
  /** Where people find it. */
  address: string;
  log: string;
  /** Waits between two starts; a test need not. */
  rest?: (ms: number, stopped: AbortSignal) => Promise<unknown>;
}

const restFor = (ms: number, stopped: AbortSignal): Promise<unknown> =>
  pause(ms, undefined, { signal: stopped }).catch(() => undefined);

const FAILURES = 5;

const tail = (file: string): string => {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-20).join('\n');
  } catch {
    return '(nothing)';
  }
};

/**
 * Keeps the system running until `stopped`.
 * @throws UserError when it does not start, or does not get up again
 */
export async function supervise(
  { start, address, log, rest = restFor }: Supervised,
  stopped: AbortSignal,
): Promise<void> {
  rmSync(log, { force: true });
  mkdirSync(dirname(log), { recursive: true });
  stopped.addEventListener('abort', () => note(log, `MediaHub stops: ${String(stopped.reason)}`));
  const end = new Promise<'stopped'>((resolve) => stopped.addEventListener('abort', () => resolve('stopped')));
  let everReady = false;
  for (let failures = 0; !stopped.aborted;) {
    const life = start();
    try {
      const missing = await Promise.race([life.ready, life.over.then((why) => `workerd (${why})`), end]);
      if (stopped.aborted) return;
      if (missing === '') {
        console.log(everReady ? 'MediaHub answers again.' : `MediaHub is running at ${address}`);
        everReady = true;
        failures = 0;
        const why = await Promise.race([life.over, end]);
        if (stopped.aborted) return;
        note(log, `MediaHub: ${why}`);
        console.error(`MediaHub: ${why}. Starting it again …`);
      } else {
        failures++;
        note(log, `MediaHub: ${missing} is not ready (${failures} in a row)`);
        const said = `it did not start: ${missing} is not ready. From ${shown(log)}:\n${tail(log)}`;
        if (!everReady || failures >= FAILURES) throw userError(said);
      }
    } finally {
      await life.stop();
    }
    await rest(pauseBefore(failures), stopped);
  }
}
