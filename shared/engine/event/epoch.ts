// The epochs of the log. A position is given once: after a restore has taken events away, the log goes on in a new epoch, and
// the position itself says in which. So positions keep their order, checkpoints and cursors name their epoch without a second
// field, and an event that a restore removed is never mistaken for a later one.

/** Positions of one epoch. No log holds so many events: a D1 database ends at about 12 million. */
const EPOCH = 1_000_000_000;

/** The epoch that a position belongs to; the first is 1. */
export const epochOf = (position: number): number => Math.floor(position / EPOCH) + 1;

/** The event's ordinal number in the log: dense within an epoch, and across a fork. */
export const ordinalOf = (position: number): number => position % EPOCH;

/** The position in `epoch` that follows as many events as `position` does. */
export const inEpoch = (epoch: number, position: number): number => (epoch - 1) * EPOCH + ordinalOf(position);

/** The number of events after `from`, up to and including `to`. */
export const eventsBetween = (from: number, to: number): number => Math.max(0, ordinalOf(to) - ordinalOf(from));

/** The positions after `from` up to `to`; where an epoch begins in between, `from` is the last position before it. */
export function positionsBetween(from: number, to: number): number[] {
  if (to <= from) return [];
  const first = inEpoch(epochOf(to), from);
  return Array.from({ length: Math.max(0, to - first) }, (_, n) => first + 1 + n);
}

/** Where the log went on after a restore: in `epoch`, behind `after_position`. */
export interface Epoch {
  epoch: number;
  after_position: number;
}

/** Whether the event at this position is no longer in the log: a restore removed it, or it belongs to another log. */
export function isLost(position: number, epochs: readonly Epoch[], head = 0): boolean {
  const own = epochOf(position);
  const newest = Math.max(epochOf(head), ...epochs.map(({ epoch }) => epoch));
  return own > newest || epochs.some(({ epoch, after_position }) => epoch > own && position > after_position);
}
