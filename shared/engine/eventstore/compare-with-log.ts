// What streams and log say about the same aggregates, for callers about to do something irreversible. Only agreement
// counts: a log that is late, a stream that was restored to an earlier state and a silent store do not.
import { COMPARED_AT_ONCE, type Comparison } from '#shared/engine/ports/eventstore';
import type { StoreEnv } from './env.ts';
import { isSettled, lostSpans } from './log/epochs.ts';
import * as log from './log/store.ts';

/** @throws when the log or one of the streams does not answer */
export async function compareWithLog(env: StoreEnv, ids: readonly string[]): Promise<Comparison> {
  if (ids.length > COMPARED_AT_ONCE) throw new Error(`at most ${COMPARED_AT_ONCE} streams are compared at once`);
  const [settled, lost, logged, ...streams] = await Promise.all([
    isSettled(env.DB),
    lostSpans(env.DB),
    log.lastEvents(env.DB, ids),
    ...ids.map((id) => env.STREAM.getByName(id).summary()),
  ]);
  return {
    settled,
    lost,
    streams: streams.map(({ version, last_id, event_types }, n) => {
      const aggregate_id = ids[n] ?? '';
      const last = logged.get(aggregate_id) ?? { version: 0, id: null };
      return { aggregate_id, agreed: last.version === version && last.id === last_id, event_types };
    }),
  };
}
