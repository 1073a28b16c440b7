// The parts that the simulation is built of: the real ones. A mutant replaces one of them.
import { deliver } from '#shared/engine/projection/deliver';
import { deliverParked } from '#shared/engine/projection/deliver-parked';
import type { LogStore } from '../../eventstore/log/Sequencer.ts';
import type { StreamSlice } from '#shared/engine/ports/eventstore';
import type { PageBounds } from '#shared/engine/command/stream-page';
import { wholeStream } from '#shared/engine/command/read-stream';
import { sequence } from '../../eventstore/log/sequence.ts';
import { decideAppend } from '../../eventstore/stream/decide-append.ts';
import { drainOutbox } from '../../eventstore/stream/drain-outbox.ts';
import type { StreamRows } from '../../eventstore/stream/rows.ts';
import { RULES, type Dependencies } from '../../eventstore/subscription/SubscriptionProcessor.ts';
import { retry } from '../../eventstore/subscription/retry-parked.ts';

export const REAL = {
  decideAppend,
  drainOutbox,
  sequence,
  deliver,
  deliverParked,
  retry,
  rules: RULES,
  /** Wraps the log's store for the sequencer. */
  logStore: (store: LogStore, _db: D1Database): LogStore => store,
  /** Wraps the processor's dependencies. */
  dependencies: (around: Dependencies): Dependencies => around,
  /** One answer of a stream; `wholeStream` reads them all. */
  answer: (rows: StreamRows, after: number, bounds: PageBounds): StreamSlice => {
    const { items: events, more } = rows.after(after, bounds);
    const base_id = after > 0 ? { base_id: rows.idAt(after) } : {};
    return { version: rows.version(), events, handled: null, ...(more ? { more } : {}), ...base_id };
  },
  wholeStream,
  /** A batch is written in one transaction. */
  atomic: true,
  /** The events that others can act on: those in the log. */
  seen: (logged: readonly { id: string }[], _committed: readonly { id: string }[]) => logged,
  /** What happens to a stream's storage when the process dies: nothing. */
  streamDies: (_sql: SqlStorage): void => undefined,
};
export type StoreDependencies = typeof REAL;
