// Rebuilding a read model from a long log, under constant reads.
import type { ReadModelName } from '#shared/mediahub/subscriptions';
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import type { SubscriptionStatus } from '#shared/mediahub/subscriptions';
import { NOTHING, plus, timed, type Env, type Measured } from './env.ts';
import { moveCheckpoints } from './log.ts';
import { fill, listOnce, READER, signedAs } from './library.ts';

/** Four events an upload, written past the sequencer: nothing else is appended here, so no saga receives them. */
const UPLOADS = `WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2),
  k(k, kind, type, data) AS (VALUES
    (1, 'media', 'MediaUploaded', '{"user_id":"user-long","filename":"holiday in the mountains.jpg","content_type":"image/jpeg","size":1000,"sha256":"' || ?3 || '"}'),
    (2, 'media', 'MediaProcessed', '{"thumbnail":true,"width":640,"height":480}'),
    (3, 'album', 'MediaAddedToAlbum', ''),
    (4, 'notification', 'NotificationSent', '{"user_id":"user-long","title":"Ready","message":"It is in your library.","code":"upload_completed","params":{"filename":"holiday.jpg"}}'))
  INSERT INTO events (position, id, aggregate_id, aggregate_type, event_type, version, schema_version, data, metadata, user_id, created_at)
  SELECT i * 4 + k, lower(hex(randomblob(16))), kind || '-long-' || i, upper(substr(kind, 1, 1)) || substr(kind, 2), type,
    CASE k WHEN 2 THEN 2 ELSE 1 END, 1, CASE k WHEN 3 THEN '{"media_id":"media-long-' || i || '"}' ELSE data END,
    '{"user_id":"user-long","actor":"user-long","command_id":"long","correlation_id":"long"}', 'user-long', '2026-01-01T00:00:00.000Z'
  FROM n, k`;
const CHUNK = 10_000;

/** A log of so many events of uploads, and a library to read in the meantime, whose media are among them. */
export async function fillUploads(env: Env, events: number): Promise<void> {
  const uploads = Math.floor(events / 4);
  for (let from = 0; from < uploads; from += CHUNK)
    await env.LOG_DB.prepare(UPLOADS)
      .bind(from, Math.min(uploads, from + CHUNK), 'a'.repeat(64))
      .run();
  await env.LOG_DB.prepare(
    `UPDATE events SET user_id = ?1, data = json_set(data, '$.user_id', ?1), metadata = json_set(metadata, '$.user_id', ?1)
     WHERE position <= 400`,
  )
    .bind(READER)
    .run();
  await moveCheckpoints(env, uploads * 4);
  await fill(env, 100);
}

/** Runs one rebuild and times the reads beside it. @param alone without any reads */
export async function rebuild(
  env: Env,
  model: ReadModelName,
  alone: boolean,
): Promise<Measured & { events_per_second: number }> {
  // Signed again each time: such a token lives shorter than a long rebuild.
  const store = async (path: string, method = 'GET') =>
    env.EVENTSTORE.fetch(`http://eventstore/api/v1/projections${path}`, {
      method,
      headers: await signedAs(env, 'user-operator', true),
    });
  const started = await store(`/${model}/rebuild`, 'POST');
  if (started.status !== 202) throw new Error(`${started.status}: ${await started.text()}`);
  const status = async (): Promise<RebuildStatus | null | undefined> => {
    const { projections } = await (await store('')).json<{ projections: SubscriptionStatus[] }>();
    return projections.find(({ name }) => name === model)?.rebuild;
  };
  let reads = NOTHING;
  for (;;) {
    // Work that only waits for other Workers keeps the one thread to itself: the rebuild's alarm needs a turn, too.
    await scheduler.wait(alone ? 100 : 1);
    const reader = await signedAs(env, READER);
    if (!alone) reads = plus(reads, await timed(10, () => listOnce(env, reader)));
    const now = await status();
    if (now?.state === 'aborted') throw new Error(now.last_error ?? 'aborted');
    if (now?.state === 'completed') return { ...reads, events_per_second: now.events_per_second };
  }
}
