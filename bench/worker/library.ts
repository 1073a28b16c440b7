// Reading a library, beside the least that such a read could cost: one service binding and one D1 query.
import { parseKeys } from '#shared/http/keys';
import { signForward } from '#shared/http/token';
import { NOTHING, plus, timed, type Env, type Measured } from './env.ts';

export const READER = 'user-reader';

/** What the gateway would send along. */
export const signedAs = async (env: Env, user_id: string, operator = false): Promise<Record<string, string>> => {
  const token = await signForward({ user_id, operator }, parseKeys(env.FORWARD_KEYS));
  return { authorization: `Bearer ${token}`, 'x-user-id': user_id };
};

/** One page of 50. */
export async function listOnce(env: Env, signed: Record<string, string>): Promise<void> {
  const answer = await env.MEDIA_QUERY.fetch('http://media-query/api/v1/media?limit=50', { headers: signed });
  const { media } = await answer.json<{ media?: unknown[] }>();
  if (media?.length !== 50) throw new Error(`${answer.status}: ${media?.length} media`);
}

async function bareOnce(env: Env): Promise<void> {
  if ((await env.BARE.list(READER)).length !== 50) throw new Error('not 50');
}

export async function list(env: Env, times: number): Promise<Measured> {
  const signed = await signedAs(env, READER);
  return timed(times, () => listOnce(env, signed));
}

export const bare = (env: Env, times: number): Promise<Measured> => timed(times, () => bareOnce(env));

/** Alternates between the two, ten at a time, so that other load on the machine affects both alike. */
export async function bareAndList(env: Env, times: number): Promise<Record<'bare' | 'list', Measured>> {
  const both = { bare: NOTHING, list: NOTHING };
  for (let turn = 0; turn < times / 10; turn++) {
    both.bare = plus(both.bare, await bare(env, 10));
    both.list = plus(both.list, await list(env, 10));
  }
  return both;
}

/** Fills the library up to `size` media, with SQL. */
export async function fill(env: Env, size: number): Promise<void> {
  const sql = `WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?2)
    INSERT INTO media (generation, id, user_id, filename, content_type, size, sha256, status, thumbnail, width, height, uploaded_at,
      updated_at, position)
    SELECT (SELECT active_generation FROM projection_state), 'media-fixture-' || i, ?3, i || '.jpg', 'image/jpeg', 1000, '', 'processed', 1, 100, 100,
      '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z', i FROM n`;
  const has =
    (
      await env.MEDIA_DB.prepare('SELECT COUNT(*) AS n FROM media WHERE user_id = ?1')
        .bind(READER)
        .first<{ n: number }>()
    )?.n ?? 0;
  for (let from = has; from < size; from += 50_000)
    await env.MEDIA_DB.prepare(sql)
      .bind(from, Math.min(size, from + 50_000), READER)
      .run();
}
