// When to stop: Ctrl-C, a signal, or the loss of whoever started us.
import { onParentExit } from '../node/parent-exit.mjs';

/** @returns aborted when it is time, with why; abort it to stop everything */
export function stopSignal(): AbortController {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])
    process.on(signal, () => stopping.abort(signal));
  // Whoever reads what we write may go before us: that is none.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  onParentExit(() => stopping.abort('whoever started it has ended'));
  return stopping;
}
