// The words of the tests: what other Workers do (a media item is uploaded, a saga asks) and what a person does (HTTP).
import { createExecutionContext } from 'cloudflare:test';
import { parseKeys } from '#shared/http/keys';
import { signForward } from '#shared/http/token';
import { eventId } from '#shared/engine/event/ids';
import { newId } from '#shared/mediahub/ids';
import type { SagaContext } from '#shared/engine/saga/command';
import { sagaContext } from '#shared/mediahub/testing/saga-context';
import { AlbumRpc } from '../src/rpc.ts';
import { env, http } from './env.ts';
import { caughtUp, fakes } from './worker.ts';

const upload = { filename: 'a.jpg', content_type: 'image/jpeg', size: 1, sha256: 'a'.repeat(64) };

/** Appends to a media item's stream, as media-command would. */
async function happened(
  id: string,
  owner: string,
  event_type: string,
  data: object,
  command_id: string = crypto.randomUUID(),
): Promise<string> {
  await fakes.store.append({
    aggregate_id: id,
    aggregate_type: 'Media',
    expected_version: 'any',
    events: [
      {
        id: eventId(command_id, 0),
        event_type,
        schema_version: 1,
        data,
        metadata: { user_id: owner, actor: owner, command_id, correlation_id: 'trace' },
      },
    ],
  });
  return id;
}

export const uploaded = (owner: string) =>
  happened(newId('media'), owner, 'MediaUploaded', { user_id: owner, ...upload });
export const thumbnailed = (id: string, owner: string) =>
  happened(id, owner, 'MediaProcessed', { thumbnail: true, width: 4, height: 3 });
export const deleted = (id: string, owner: string) => happened(id, owner, 'MediaDeleted', { user_id: owner });
export const compensated = (id: string, owner: string, command_id?: string) =>
  happened(id, owner, 'MediaUploadCompensated', { reason: 'r', saga_id: newId('saga') }, command_id);

/** What a step of a fresh saga sends with its command. */
export const saga = (owner: string, step = 'add_to_album', name?: string): SagaContext =>
  sagaContext(owner, step, name);

/** The undo of the same step. */
export const undoOf = (context: SagaContext): SagaContext => ({
  ...context,
  command_id: context.command_id.replace(/:do$/, ':undo'),
});

export const albumRpc = (bindings = env) => new AlbumRpc(createExecutionContext(), bindings);

/** Lets the subscription deliver everything. */
export const subscriptionCatchesUp = () => caughtUp(createExecutionContext(), env);

/** The types of the events in a stream, in order. */
export const history = (id: string): string[] =>
  fakes.store.log.filter((event) => event.aggregate_id === id).map((event) => event.event_type);

/** A request that the gateway forwards for this user; `path` is below /api/v1/albums. */
export async function call(user: string, method: string, path: string, body?: object, headers = {}) {
  const token = await signForward({ user_id: user, operator: false }, parseKeys(env.FORWARD_KEYS));
  return http.fetch(`http://album/api/v1/albums${path}`, {
    method,
    headers: { ...headers, authorization: `Bearer ${token}`, 'x-user-id': user },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

export const json = async <T>(response: Promise<Response>): Promise<T> => (await response).json<T>();

/** Status and code of a problem, e.g. `404 album_not_found`. */
export async function problem(response: Promise<Response>): Promise<string> {
  const answer = await response;
  const { code } = await answer.json<{ code: string }>();
  return `${answer.status} ${code}`;
}

/** Follows `Link: rel="next"` to the end. */
export async function allPages<Row>(user: string, path: string): Promise<Row[]> {
  const response = await call(user, 'GET', path);
  const rows = await response.json<Row[]>();
  const next = /<\/api\/v1\/albums([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1];
  return next === undefined ? rows : [...rows, ...(await allPages<Row>(user, next))];
}
