// The bindings as the tests see them, and a user whose requests come through the gateway.
import { createExecutionContext, type D1Migration } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { parseKeys } from '#shared/http/keys';
import { signForward } from '#shared/http/token';
import { newId } from '#shared/mediahub/ids';
import type { Env } from '../src/env.ts';
import type { Media } from '#shared/mediahub/api/media';
import { app } from '../src/routes.ts';

export const env = bindings as unknown as Env & { MIGRATIONS: D1Migration[] };

export const someone = (): string => newId('user');

/** A request as the gateway forwards it; `path` is below /api/v1/media. */
export async function get(
  user: string,
  path: string,
  headers: HeadersInit = {},
  method = 'GET',
): Promise<Response> {
  const request = new Request(`http://media-query/api/v1/media${path}`, { method, headers });
  const token = await signForward({ user_id: user, operator: false }, parseKeys(env.FORWARD_KEYS));
  request.headers.set('authorization', `Bearer ${token}`);
  request.headers.set('x-user-id', user);
  return app.fetch(request, env, createExecutionContext());
}

export interface ListAnswer {
  media: Media[];
  count: number;
  next_cursor: string | null;
}

export const list = async (user: string, query = ''): Promise<ListAnswer> =>
  (await get(user, query)).json<ListAnswer>();
export const listed = async (user: string, query = ''): Promise<string[]> =>
  (await list(user, query)).media.map(({ id }) => id);

/** Status and code of a problem, e.g. `404 media_not_found`. */
export const problem = async (answer: Promise<Response>): Promise<string> => {
  const response = await answer;
  return `${response.status} ${(await response.json<{ code: string }>()).code}`;
};
