// From an upload to its completed saga. The image has one pixel: what is measured is the saga, not the decoder.
import { timed, type Env, type Measured } from './env.ts';
import { signedAs } from './library.ts';

const UPLOADER = 'user-uploader';
const PNG = Uint8Array.from(
  atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='),
  (c) => c.charCodeAt(0),
);

async function upload(env: Env): Promise<string> {
  // The same bytes twice are one media item.
  const unlike = crypto.randomUUID();
  const answer = await env.MEDIA_COMMAND.fetch('http://media-command/api/v1/media', {
    method: 'POST',
    body: new Blob([PNG, unlike]).stream(),
    headers: {
      ...(await signedAs(env, UPLOADER)),
      'content-type': 'image/png',
      'content-length': String(PNG.length + unlike.length),
      'content-disposition': `attachment; filename="${unlike}.png"`,
    },
  });
  if (answer.status !== 201) throw new Error(`${answer.status}: ${await answer.text()}`);
  return (await answer.json<{ id: string }>()).id;
}

const statusOf = (env: Env, mediaId: string) =>
  env.SAGA_DB.prepare(
    `SELECT status FROM sagas WHERE user_id = ?1 AND view ->> 'aggregate_id' = ?2 ORDER BY started_at DESC LIMIT 1`,
  )
    .bind(UPLOADER, mediaId)
    .first<{ status: string }>();

/** Until the monitor shows it completed; asked every few milliseconds. */
export const uploads = (env: Env, times: number): Promise<Measured> =>
  timed(times, async () => {
    const id = await upload(env);
    const deadline = Date.now() + 20_000;
    for (;;) {
      const found = await statusOf(env, id);
      if (found?.status === 'completed') return;
      if (Date.now() > deadline) throw new Error(`the saga of ${id} is ${found?.status ?? 'nowhere'} after 20 s`);
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
  });

/** So many finished sagas of others in the monitor, with SQL. */
export async function fill(env: Env, size: number): Promise<void> {
  await env.SAGA_DB.prepare(
    `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
     INSERT OR IGNORE INTO sagas (id, user_id, status, active, revision, started_at, view)
     SELECT 'saga-fixture-' || i, 'user-other', 'completed', 0, 9, '2026-01-01T00:00:00.000Z', '{}' FROM n`,
  )
    .bind(size)
    .run();
}
