// When to stop: Ctrl-C, a signal, or the loss of whoever started us.
import { whenOrphaned } from './orphaned.mjs';

/** @returns {AbortController} aborted when it is time; abort it to stop everything */
export function stopSignal() {
  const stopping = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(signal, () => stopping.abort());
  whenOrphaned(() => stopping.abort());
  return stopping;
}
