// What brings restored stores together, as a mutant may replace it.
import { openLog } from '../../eventstore/log/epochs.ts';
import { readBehind } from '../../eventstore/log/read-behind.ts';
import type { Mark } from '../../eventstore/log/restore-mark.ts';
import { hasSetAside } from '../../eventstore/subscription/set-aside-since.ts';
import { noteStartingOver } from '../../eventstore/subscription/start-over.ts';
import { verifyCheckpoint } from '../../eventstore/subscription/verify-checkpoint.ts';

export const RESTORE_PARTS = {
  open: openLog,
  confirms: true,
  verify: verifyCheckpoint,
  read: readBehind,
  setAside: hasSetAside,
  startsOver: noteStartingOver,
  mends: true,
  /** The subscription says where it is. */
  witness: (place: Mark | null): Mark[] => (place ? [place] : []),
};
export type RestoreParts = typeof RESTORE_PARTS;

/** A subscription of which only its place matters. */
export const NOTHING_ELSE = {
  parked: { heads: () => new Map<string, number>(), park: () => undefined, tookEffect: () => undefined },
  moved: () => undefined,
  settled: () => undefined,
  cut: () => undefined,
  now: () => 0,
  random: () => 0,
};
