// When to stop: on Ctrl-C, on a signal, or when the process that started us has ended.
import { onParentExit } from '../node/parent-exit.mjs';

/** @returns aborted when it is time, with why; abort it to stop everything */
export function stopSignal(): AbortController {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])
    process.on(signal, () => stopping.abort(signal));
  // The reader of our output may close it first: that is no reason to stop, nor an error.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  onParentExit(() => stopping.abort('the process that started it has ended'));
  return stopping;
}
