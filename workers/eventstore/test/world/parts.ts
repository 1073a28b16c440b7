// The parts that the world is built of: the real ones. A mutant replaces one of them.
import { deliver } from '#shared/projection/deliver';
import { deliverParked } from '#shared/projection/deliverParked';
import type { LogStore } from '../../src/log/Sequencer.ts';
import { sequence } from '../../src/log/sequence.ts';
import { decideAppend } from '../../src/stream/decideAppend.ts';
import { drainOutbox } from '../../src/stream/drainOutbox.ts';
import { RULES, type Surroundings } from '../../src/subscription/Deliverer.ts';
import { retry } from '../../src/subscription/replay.ts';

export const REAL = {
  decideAppend,
  drainOutbox,
  sequence,
  deliver,
  deliverParked,
  retry,
  rules: RULES,
  /** What stands between the sequencer and the log. */
  logStore: (store: LogStore, _db: D1Database): LogStore => store,
  /** What stands between the deliverer and its world. */
  surroundings: (around: Surroundings): Surroundings => around,
  /** A batch is written in one transaction. */
  atomic: true,
  /** The events that somebody can act on: what stands in the log. */
  seen: (logged: readonly { id: string }[], _committed: readonly { id: string }[]) => logged,
  /** What happens to a stream's storage when the process dies: nothing. */
  streamDies: (_sql: SqlStorage): void => undefined,
};
export type Parts = typeof REAL;
