// Queries a service as one of its users would: the board sees what that user sees, and knows no tables.
import { pause } from '#shared/engine/runtime/deadline';
import { parseKeys } from '#shared/http/keys';
import { signForward } from '#shared/http/token';
import type { Env } from '../env.ts';
import type { Metered } from '../metered.ts';

/** The service answered 404: for this user the resource does not exist. */
export class NotShown extends Error {
  override name = 'NotShown';
}

async function ask(
  env: Env,
  service: Fetcher,
  user_id: string,
  path: string,
  operator: boolean,
): Promise<Response> {
  const token = await signForward({ user_id, operator }, parseKeys(env.FORWARD_KEYS));
  const response = await service.fetch(`http://internal${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (response.status === 404) throw new NotShown(`${path}: 404`);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response;
}

/** @throws when the service does not answer as it should */
export const askJson = async <T>(
  env: Env,
  service: Fetcher,
  user_id: string,
  path: string,
  operator = false,
): Promise<T> => (await ask(env, service, user_id, path, operator)).json<T>();

export interface ListPage<Row> {
  rows: Row[];
  next: string | null;
}

/** The same for a list that says in `Link` where it goes on: `next` is the cursor of the next page, or null. */
export async function askPage<Row>(
  env: Env,
  service: Fetcher,
  user_id: string,
  path: string,
  operator = false,
): Promise<ListPage<Row>> {
  const response = await ask(env, service, user_id, path, operator);
  const link = /<([^>]+)>;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
  const next = link === undefined ? null : new URL(link, 'http://internal').searchParams.get('cursor');
  return { rows: await response.json<Row[]>(), next };
}

/**
 * Looks twice: what differs may only be late, or newer than the replica. Answers what still differs when both have caught up
 * and nothing else has happened.
 */
export async function* stillDiffering<T>(
  differing: () => Metered<T[]>,
  follow: () => Metered<void>,
  same: (one: T) => string,
): Metered<T[]> {
  let last = yield* differing();
  for (let look = 0; look < 3 && last.length > 0; look++) {
    await pause(700);
    yield* follow();
    const now = yield* differing();
    const before = new Set(last.map(same));
    last = now.filter((one) => before.has(same(one)));
  }
  return last;
}
