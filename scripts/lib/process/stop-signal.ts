// When to stop: Ctrl-C, a signal, or the loss of whoever started us.
import { onParentExit } from '../node/parent-exit.mjs';

/** @returns aborted when it is time; abort it to stop everything */
export function stopSignal(): AbortController {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(signal, () => stopping.abort());
  onParentExit(() => stopping.abort());
  return stopping;
}
