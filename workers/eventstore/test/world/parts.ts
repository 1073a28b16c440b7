// The parts that the world is built of: the real ones. A mutant replaces one of them.
import { deliver } from '#shared/projection/deliver';
import { deliverParked } from '#shared/projection/deliverParked';
import { logStore } from '../../src/log/store.ts';
import { sequence } from '../../src/log/sequence.ts';
import { decideAppend } from '../../src/stream/decideAppend.ts';
import { drainOutbox } from '../../src/stream/drainOutbox.ts';
import { replay } from '../../src/subscription/replay.ts';
import type { Surroundings } from '../../src/subscription/Deliverer.ts';

export const REAL = {
  decideAppend,
  drainOutbox,
  sequence,
  logStore,
  deliver,
  deliverParked,
  replay,
  /** What stands between the deliverer and its world. */
  surroundings: (around: Surroundings): Surroundings => around,
  /** A batch is written in one transaction. */
  atomic: true,
  /** What is parked may be tried again only once the checkpoint has passed it. */
  retryAfterCheckpoint: true,
  /** What happens to a stream's storage when the process dies: nothing. */
  streamDies: (_sql: SqlStorage): void => undefined,
};
export type Parts = typeof REAL;
