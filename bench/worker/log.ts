// A log that has grown long, as a SQL fixture: the events of others, behind the back of the sequencer, which notices.
import { SUBSCRIPTIONS } from '#shared/mediahub/subscriptions';
import type { Env } from './env.ts';

const CHUNK = 50_000;

export async function fillLog(env: Env, size: number): Promise<void> {
  const sql = `WITH RECURSIVE n(i) AS (SELECT ?1 + 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
    INSERT INTO events (position, id, aggregate_id, aggregate_type, event_type, version, schema_version, data, metadata,
      user_id, created_at)
    SELECT i, 'fixture-' || i, 'media-fixture-' || (i / 10), 'Media', 'MediaRenamed', i % 10 + 1, 1,
      '{"filename":"fixture.jpg"}',
      '{"user_id":"user-other","actor":"user-other","command_id":"fixture","correlation_id":"fixture"}',
      'user-' || (i % 1000), '2026-01-01T00:00:00.000Z' FROM n`;
  const head = async () =>
    (await env.LOG_DB.prepare('SELECT COALESCE(MAX(position), 0) AS head FROM events').first<{ head: number }>())
      ?.head ?? 0;
  for (let at = await head(); at < size; at = await head())
    await env.LOG_DB.prepare(sql)
      .bind(at, Math.min(size, at + CHUNK))
      .run();
  // The read models have seen it all: nothing in it concerns them. The sagas and the live feed read their way through.
  for (const db of [env.MEDIA_DB, env.ALBUM_DB, env.NOTIFICATION_DB])
    await db.prepare('UPDATE checkpoint SET position = MAX(position, ?1)').bind(size).run();
}

/** Waits until every subscription has read its way through the fixture. */
export async function caughtUp(env: Env): Promise<void> {
  const row = await env.LOG_DB.prepare('SELECT MAX(position) AS head FROM events').first<{ head: number }>();
  for (const name of SUBSCRIPTIONS)
    for (let reached = false; !reached;)
      ({ reached } = await env.SUBSCRIPTIONS.waitFor(name, row?.head ?? 0, 10_000));
}
