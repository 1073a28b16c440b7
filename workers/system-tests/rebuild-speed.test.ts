// How fast a rebuild fills, over the real Workers, from a log that has grown long (a SQL fixture), and how long readers wait
// meanwhile. Asked for by name, since the sagas wake up to the fixture: UPLOADS=7500 npm test -- rebuild-speed
import { describe, expect, it } from 'vitest';
import type { SubscriptionStatus } from '#shared/ports/eventstore';
import { READ_MODELS, type RebuildStatus } from '#shared/ports/rebuild';
import { eventually } from '#shared/testing/eventually';
import { Client } from './client.ts';
import { system } from './system.ts';

const UPLOADS = Number(process.env['UPLOADS'] ?? 0);
/** On two idle cores it is above 5,000; a busy machine is to reach this. */
const FLOOR = 1_500;

interface Statement {
  bind(...values: unknown[]): Statement;
  all(): Promise<{ results: unknown[] }>;
}
const sqlOf = async (worker: string, sql: string, ...values: unknown[]): Promise<unknown[]> => {
  const { server } = await system();
  const { DB } = await server.getWorker<{ DB: { prepare(sql: string): Statement } }>(worker).getEnv();
  return (await DB.prepare(sql).bind(...values).all()).results;
};

/** Four events an upload, behind the back of the sequencer, which notices. */
const FIXTURE = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?1),
  k(k, kind, type, data) AS (VALUES
    (1, 'media', 'MediaUploaded', '{"user_id":"user-long","filename":"holiday in the mountains.jpg","content_type":"image/jpeg","size":1000,"sha256":"' || ?3 || '"}'),
    (2, 'media', 'MediaProcessed', '{"thumbnail":true,"width":640,"height":480}'),
    (3, 'album', 'MediaAddedToAlbum', ''),
    (4, 'notification', 'NotificationSent', '{"user_id":"user-long","title":"Ready","message":"It is in your library.","code":"upload_completed","params":{"filename":"holiday.jpg"}}'))
  INSERT INTO events (position, id, aggregate_id, aggregate_type, event_type, version, schema_version, data, metadata, user_id, created_at)
  SELECT ?2 + i * 4 + k, lower(hex(randomblob(16))), kind || '-long-' || (?2 + i), upper(substr(kind, 1, 1)) || substr(kind, 2), type,
    CASE k WHEN 2 THEN 2 ELSE 1 END, 1, CASE k WHEN 3 THEN '{"media_id":"media-long-' || (?2 + i) || '"}' ELSE data END,
    '{"user_id":"user-long","actor":"user-long","command_id":"long","correlation_id":"long"}', 'user-long', '2026-01-01T00:00:00.000Z'
  FROM n, k`;

describe.skipIf(UPLOADS === 0)('a rebuild', () => {
  it(`fills more than ${FLOOR} events a second`, { timeout: 300_000 }, async () => {
    const operator = await Client.login(null);
    const [{ head }] = (await sqlOf('eventstore', 'SELECT COALESCE(MAX(position), 0) AS head FROM events')) as [{ head: number }];
    await sqlOf('eventstore', FIXTURE, UPLOADS, head, 'a'.repeat(64));
    for (const worker of ['media-query', 'album', 'notification'])
      await sqlOf(worker, 'UPDATE checkpoint SET position = MAX(position, ?1)', head + 4 * UPLOADS);
    for (const name of READ_MODELS)
      for (const round of ['first', 'second']) {
        const began = Date.now();
        await operator.call('POST', `/api/v1/projections/${name}/rebuild`);
        const reads: number[] = [];
        const status = await eventually(async () => {
          const asked = Date.now();
          await operator.get('/api/v1/media?limit=20');
          reads.push(Date.now() - asked);
          const { projections } = await operator.get<{ projections: SubscriptionStatus[] }>('/api/v1/projections');
          const at: RebuildStatus | null | undefined = projections.find((p) => p.name === name)?.rebuild;
          return at && at.state !== 'running' ? at : undefined;
        }, 200_000);
        console.log(`${name}, ${round}: ${status.position} events, ${status.events_per_second}/s, all in ${Date.now() - began} ms; ${reads.length} reads, the slowest ${Math.max(...reads)} ms`);
        expect(status.events_per_second).toBeGreaterThan(FLOOR);
        if (round === 'second') expect(status.certificate).toMatchObject({ equal: true });
      }
  });
});
