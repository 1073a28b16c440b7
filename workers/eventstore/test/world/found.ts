// Plans that have found a bug, kept for ever: they are tried first, before anything that is made up.
import type { Step } from './plan.ts';

const append = (stream: number, bad = false): Step =>
  ({ do: 'append', stream, expected: 'any', size: 2, writers: 1, bad });
const deliver = (rounds: number): Step => ({ do: 'deliver', rounds });

/** What is parked behind another event lies ahead of the checkpoint, because its delivery was not confirmed. */
const retryWhileAhead = (nth: number): Step[] => [
  append(0),
  { do: 'break', stream: 0 },
  deliver(12),
  append(0),
  append(1),
  { do: 'fault', at: 'deliver', kind: 'error' },
  deliver(1),
  { do: 'break', stream: null },
  { do: 'retry_parked', nth },
  deliver(3),
];

export const FOUND: readonly (readonly [Step[]])[] = [
  // A row that cannot be written left the rows before it in the stream: an append needs a transaction of its own.
  [[append(0, true), append(0)]],
  // Repaired before the checkpoint has passed it, it was delivered once more and took effect twice.
  [retryWhileAhead(3)],
  // The same when it only follows the one before it that is repaired.
  [retryWhileAhead(0)],
  // The clock goes back by a minute while a retry is due in a moment: nobody must wait for that minute.
  [[append(0), { do: 'fault', at: 'deliver', kind: 'error' }, deliver(1), { do: 'tick', ms: -60_000 }, deliver(1)]],
];
