// Plans that have found a bug, kept forever: they are tried first, before anything that is made up.
import type { Step } from './plan.ts';

type Fault = Extract<Step, { do: 'fault' }>;

const append = (stream: number, bad = false): Extract<Step, { do: 'append' }> => ({
  do: 'append',
  stream,
  expected: 'any',
  size: 2,
  writers: 1,
  bad,
});
const deliver = (rounds: number): Step => ({ do: 'deliver', rounds });
const fault = (at: Fault['at'], kind: Fault['kind'], times = 1, after = 0): Step => ({
  do: 'fault',
  at,
  kind,
  times,
  after,
});

/** An event parked behind another one is ahead of the checkpoint, because its delivery was not confirmed. */
const retryWhileAhead = (nth: number): Step[] => [
  append(0),
  { do: 'break', stream: 0 },
  deliver(12),
  append(0),
  append(1),
  fault('deliver', 'error'),
  deliver(1),
  { do: 'break', stream: null },
  { do: 'retry_parked', nth },
  deliver(3),
];

/** The last delivery of an event commits after the consumer has named its checkpoint, before the checkpoint passes the event. */
export const LATE: Step[] = [append(0), fault('deliver', 'error', 4), fault('deliver', 'late', 1, 2), deliver(8)];

/** The same across a death. */
export const LATE_BY_A_LIFE: Step[] = [
  append(0),
  fault('deliver', 'error', 4),
  deliver(4),
  fault('deliver', 'late', 1, 5),
  // The first of these calls asks for the consumer's checkpoint and goes through.
  fault('send', 'overtaken'),
  fault('send', 'die_before'),
  deliver(1),
  deliver(3),
];

export const FOUND: readonly (readonly [Step[]])[] = [
  // A row that cannot be written left the rows before it in the stream: an append needs a transaction of its own.
  [[append(0, true), append(0)]],
  // Repaired before the checkpoint has passed it, it was delivered again and took effect twice.
  [retryWhileAhead(3)],
  // The same when it only follows the one before it that is repaired.
  [retryWhileAhead(0)],
  // The clock goes back by a minute while a retry is due in a moment: no one must wait for that minute.
  [[append(0), fault('deliver', 'error'), deliver(1), { do: 'tick', ms: -60_000 }, deliver(3)]],
  // It stayed parked although it took effect, and took effect again when it was repaired.
  [[...LATE, { do: 'retry_parked', nth: 0 }]],
  [LATE_BY_A_LIFE],
  // What overtook a single event had been made up, and moved a consumer that was already there past the next one.
  [
    [
      fault('deliver', 'error'),
      fault('deliver', 'lost', 3),
      fault('deliver', 'overtaken'),
      { do: 'burst' },
      deliver(1),
      { do: 'break', stream: 1 },
      deliver(3),
      deliver(1),
    ],
  ],
  // The third lost answer is still under way when three streams append: it is no other stream's event that holds thing-a up.
  [
    [
      fault('publish', 'lost', 3),
      { ...append(0), expected: 'no_stream', size: 1 },
      { ...append(0), size: 3 },
      deliver(1),
      { do: 'resend', nth: 13, payload: 'same' },
      { do: 'burst' },
    ],
  ],
  // The same with a failed insert that its publisher has not heard of yet.
  [[append(2), fault('insert', 'error'), { ...append(2), size: 3 }, { do: 'burst' }]],
];

/** Plans that say in a few steps what chance says in thousands: they spare the search for mutants most of its time. */
export const TELLING: readonly (readonly [Step[]])[] = [
  // What is repaired takes effect, its answer is lost, and it is repaired again.
  [
    [
      append(0),
      { do: 'break', stream: 0 },
      deliver(8),
      { do: 'break', stream: null },
      fault('replay', 'lost'),
      { do: 'retry_parked', nth: 0 },
      { do: 'retry_parked', nth: 0 },
    ],
  ],
  // The checkpoint has passed the parked event, but the answer is lost: it is that of the third `send`.
  [[append(0), fault('deliver', 'error', 5), fault('send', 'overtaken', 2), fault('send', 'lost'), deliver(8)]],
  // Two good events behind two bad ones.
  [[append(0), append(1), { do: 'break', stream: 0 }, deliver(20)]],
  // A stream that does not fit into one answer, by its events and by its bytes.
  [
    [
      { ...append(0), size: 30 },
      { do: 'read', stream: 0, events: 4, bytes: 500 },
      { do: 'read', stream: 0, events: 4, bytes: 50 },
    ],
  ],
  // A reader acts on an event that the log cannot take.
  [[{ do: 'refuse', stream: 0 }, append(0), { do: 'react', stream: 1, nth: 0 }]],
];
