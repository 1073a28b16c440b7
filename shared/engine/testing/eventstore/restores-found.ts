// Plans of restores in which something was wrong once, each kept.
import type { Step } from './restore-plan.ts';

export const written: Step[] = [
  { do: 'append', stream: 0, size: 2 },
  { do: 'publish', stream: 0 },
  { do: 'deliver' },
];
const more: Step[] = [
  { do: 'append', stream: 0, size: 1 },
  { do: 'append', stream: 1, size: 2 },
  { do: 'publish', stream: 0 },
  { do: 'publish', stream: 1 },
  { do: 'deliver' },
];
const putBack = (store: Extract<Step, { do: 'restore' }>['store']): Step[] => [
  ...written,
  { do: 'backup' },
  ...more,
  { do: 'restore', store, nth: 0 },
  ...more,
];
/** To the empty log, twice: no event says that an epoch had begun, and its row is gone as well. */
const twice: Step[] = [
  { do: 'append', stream: 1, size: 1 },
  { do: 'backup' },
  { do: 'append', stream: 0, size: 1 },
  { do: 'publish', stream: 0 },
  { do: 'restore', store: 'log', nth: 0 },
  { do: 'restore', store: 'stream 0', nth: 0 },
  { do: 'publish', stream: 1 },
  { do: 'deliver' },
  { do: 'restore', store: 'log', nth: 0 },
];
export const KNOWN = (['log', 'stream 0', 'stream 1', 'model'] as const).map((store): [Step[]] => [
  putBack(store),
]);
/** The log says nothing that a read model could start over with. */
const emptied: Step[] = [
  { do: 'backup' },
  { do: 'append', stream: 0, size: 1 },
  { do: 'publish', stream: 0 },
  { do: 'deliver' },
  { do: 'restore', store: 'log', nth: 0 },
  { do: 'restore', store: 'stream 0', nth: 0 },
];
/** The event that was filled in has its position; those before and behind it are published again. */
const filledInBetween: Step[] = [
  { do: 'append', stream: 0, size: 1 },
  { do: 'backup' },
  { do: 'append', stream: 0, size: 1 },
  { do: 'publish', stream: 0 },
  { do: 'restore', store: 'stream 0', nth: 0 },
  { do: 'append', stream: 0, size: 1 },
  { do: 'publish', stream: 0 },
  { do: 'die' },
];
/** The log dies before it has written down where it is, and is put back while the subscription lives, which alone knows more. */
const unsaved: Step[] = [
  ...written,
  { do: 'save' },
  { do: 'backup' },
  ...more,
  { do: 'restore', store: 'log', nth: 0 },
  { do: 'log_dies' },
  ...more,
];
/** The same with the stream, which could say so as well: the subscription alone knows that there was more. */
const unsavedWithItsStream: Step[] = [
  { do: 'append', stream: 0, size: 1 },
  { do: 'publish', stream: 0 },
  { do: 'save' },
  { do: 'backup' },
  { do: 'append', stream: 0, size: 1 },
  { do: 'publish', stream: 0 },
  { do: 'deliver' },
  { do: 'restore', store: 'log', nth: 0 },
  { do: 'restore', store: 'stream 0', nth: 0 },
  { do: 'log_dies' },
  { do: 'append', stream: 0, size: 1 },
  { do: 'publish', stream: 0 },
];
/** The log is put back while its sequencer lives, a read model says so, and a stream goes on where the log had it. */
const seenByAnother: Step[] = [
  { do: 'append', stream: 1, size: 1 },
  { do: 'backup' },
  { do: 'append', stream: 0, size: 1 },
  { do: 'publish', stream: 0 },
  { do: 'deliver' },
  { do: 'publish', stream: 1 },
  { do: 'restore', store: 'log', nth: 0 },
  { do: 'append', stream: 1, size: 1 },
  { do: 'deliver' },
  { do: 'publish', stream: 1 },
];
/** The same in a life that has only met what was there before. */
const seenInALaterLife: Step[] = [
  { do: 'backup' },
  { do: 'append', stream: 1, size: 1 },
  { do: 'publish', stream: 1 },
  { do: 'deliver' },
  { do: 'die' },
  { do: 'publish', stream: 1 },
  { do: 'append', stream: 1, size: 1 },
  { do: 'restore', store: 'log', nth: 0 },
  { do: 'deliver' },
  { do: 'publish', stream: 1 },
];
/** A hole that is older than this version: it was left in the middle, others wrote since, and the read model has all of that. */
const holed: Step[] = [
  { do: 'append', stream: 0, size: 3 },
  { do: 'publish_with_hole', stream: 0 },
  { do: 'append', stream: 1, size: 2 },
  { do: 'publish', stream: 1 },
  { do: 'deliver' },
  { do: 'die' },
];
/** Both have lost the event, the log by the hole. */
const inNeither: Step[] = [{ do: 'backup' }, ...holed, { do: 'restore', store: 'stream 0', nth: 0 }];
/** The read model is put back to before it started over. */
export const startedOverInVain: Step[] = [...holed, { do: 'backup' }];
/** The read model is put back to when it was starting over, which no one remembers: it is shown since. */
const inTheMiddle: Step[] = [
  ...written,
  { do: 'start_over' },
  { do: 'backup' },
  { do: 'deliver' },
  { do: 'show_anew' },
  ...more,
  { do: 'restore', store: 'model', nth: 0 },
];
export const FOUND: [Step[]][] = [
  [inTheMiddle],
  [twice],
  [emptied],
  [filledInBetween],
  [unsaved],
  [unsavedWithItsStream],
  [seenByAnother],
  [seenInALaterLife],
  [holed],
  [inNeither],
];
