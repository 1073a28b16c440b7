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
  await moveCheckpoints(env, size);
}

/** Moves the read models on to a position. A checkpoint names its event: one that the log does not have means a restored log. */
export async function moveCheckpoints(env: Env, position: number): Promise<void> {
  const sql = 'SELECT id FROM events WHERE position = ?1';
  const event = await env.LOG_DB.prepare(sql).bind(position).first<{ id: string }>();
  if (!event) throw new Error(`the log has no position ${position}`);
  for (const db of [env.MEDIA_DB, env.ALBUM_DB, env.NOTIFICATION_DB])
    await db
      .prepare('UPDATE checkpoint SET position = ?1, event_id = ?2 WHERE position < ?1')
      .bind(position, event.id)
      .run();
}

/** Waits until every subscription has read its way through the fixture. @throws when one makes no progress for a minute */
export async function caughtUp(env: Env): Promise<void> {
  const row = await env.LOG_DB.prepare('SELECT MAX(position) AS head FROM events').first<{ head: number }>();
  for (const name of SUBSCRIPTIONS) {
    let [before, silent] = [-1, 0];
    while (silent < 6) {
      const { reached, checkpoint } = await env.SUBSCRIPTIONS.waitFor(name, row?.head ?? 0, 10_000);
      if (reached) break;
      silent = checkpoint > before ? 0 : silent + 1;
      before = checkpoint;
    }
    if (silent === 6) throw new Error(`${name} has been at position ${before} for a minute`);
  }
}
