// Whether what a kept answer says is still so. A restore of the log and its streams, but not of this database, takes the effect
// away and leaves the answer: repeated, it would tell a client that something is stored which is not.
import { inTime } from '#shared/engine/runtime/deadline';
import { log } from '#shared/engine/runtime/log';
import type { EventReaderPort, StreamPoint, StreamSlice } from '#shared/engine/ports/eventstore';
import { Consistency } from '#shared/http/consistency';
import type { KeptAnswer } from './claim.ts';

const ASK_MS = 2_000;

export interface Asker {
  user_id: string;
  /** Of the request with this key. */
  command_id: string;
}

/** The answer as it is today; null where a restore has taken its effect away. Silence of the store says nothing of that. */
export const stillTrue = (events: EventReaderPort, asker: Asker, kept: KeptAnswer): Promise<KeptAnswer | null> =>
  inTime(ASK_MS, 'the event store', ask(events, asker, kept)).catch((error: unknown) => {
    log('warn', 'a kept answer is repeated unseen', { error });
    return kept;
  });

const streamAt = (events: EventReaderPort, { command_id }: Asker, point: StreamPoint): Promise<StreamSlice> =>
  events.readStream(point.aggregate_id, {
    after_version: point.version,
    command_id,
    page: { events: 1, bytes: 1 },
  });

async function ask(events: EventReaderPort, asker: Asker, kept: KeptAnswer): Promise<KeptAnswer | null> {
  const { 'x-event-position': position, ...others } = kept.headers;
  const point = Consistency.safeParse(others['x-consistency-token']).data;
  const stream = point ? await streamAt(events, asker, point) : null;
  if (point && stream && !stream.handled && stream.version < point.version) return null;
  if (position === undefined) return kept;
  const { lost } = await events.readLog({ after: Number(position), limit: 1, user_id: asker.user_id });
  if (lost !== true) return kept;
  if (!stream?.handled) return null;
  // The stream has published it again: it has another position now.
  const again = stream.handled.position;
  return { ...kept, headers: again === null ? others : { ...others, 'x-event-position': String(again) } };
}
