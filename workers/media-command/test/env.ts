// The bindings as the tests see them, and who calls: a person through the gateway, or a saga.
import { createExecutionContext } from 'cloudflare:test';
import { env as bindings } from 'cloudflare:workers';
import { parseKeys } from '#shared/http/keys';
import { signForward } from '#shared/http/token';
import { newId } from '#shared/mediahub/ids';
import type { SagaContext } from '#shared/engine/saga/command';
import { sagaContext } from '#shared/mediahub/testing/saga-context';
import type { Env } from '../src/env.ts';
import { app } from '../src/routes.ts';
import { MediaCommandRpc } from '../src/rpc.ts';
import { fakes } from './worker.ts';

export const env = bindings as unknown as Env;

/** A fresh user: tests are kept apart by fresh ids. */
export const someone = (): string => newId('user');

/** A request as the gateway forwards it. */
export async function call(user: string, path: string, init: RequestInit): Promise<Response> {
  const request = new Request(`http://media-command${path}`, init);
  const token = await signForward({ user_id: user, operator: false }, parseKeys(env.FORWARD_KEYS));
  request.headers.set('authorization', `Bearer ${token}`);
  request.headers.set('x-user-id', user);
  return app.fetch(request, env, createExecutionContext());
}

/** What a browser sends for a form; with its length, as every client does that knows it. */
export async function formOf(
  parts: [name: string, value: string | File][],
): Promise<RequestInit & { headers: Headers }> {
  const form = new FormData();
  for (const [name, value] of parts) {
    if (typeof value === 'string') form.append(name, value);
    else form.append(name, value, value.name);
  }
  const encoded = new Response(form);
  const body = await encoded.arrayBuffer();
  const headers = new Headers(encoded.headers);
  headers.set('content-length', String(body.byteLength));
  return { method: 'POST', body, headers };
}

/** Uploads one file. */
export async function upload(user: string, file: File, key?: string): Promise<Response> {
  const init = await formOf([['file', file]]);
  if (key !== undefined) init.headers.set('idempotency-key', key);
  return call(user, '/api/v1/media', init);
}

/** Uploads one file as the body itself, its name in Content-Disposition. */
export function uploadRaw(user: string, file: File, headers: Record<string, string> = {}): Promise<Response> {
  return call(user, '/api/v1/media', {
    method: 'POST',
    body: file.stream(),
    headers: {
      'content-type': file.type,
      'content-length': String(file.size),
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      ...headers,
    },
  });
}

export async function sha256Of(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Uploads a file that is known to be fine, and answers its media id. */
export async function uploaded(user: string, file: File): Promise<string> {
  const response = await upload(user, file);
  if (response.status !== 201) throw new Error(`${response.status}: ${await response.text()}`);
  return (await response.json<{ id: string }>()).id;
}

export const remove = (user: string, mediaId: string, headers: HeadersInit = {}): Promise<Response> =>
  call(user, `/api/v1/media/${mediaId}`, { method: 'DELETE', headers });

export const codeOf = async (response: Response): Promise<string> =>
  `${response.status} ${(await response.json<{ code: string }>()).code}`;

/** What a step of a fresh saga sends with its command. */
export const saga = (owner: string, step = 'process', name?: string): SagaContext =>
  sagaContext(owner, step, name);

export const rpc = (): MediaCommandRpc => new MediaCommandRpc(createExecutionContext(), env);

export const eventsOf = (mediaId: string) => fakes.store.log.filter((event) => event.aggregate_id === mediaId);
export const typesOf = (mediaId: string): string[] => eventsOf(mediaId).map((event) => event.event_type);
export const lastOf = (mediaId: string) => eventsOf(mediaId).at(-1);

/** Which files of a media item lie in R2. */
export async function filesOf(mediaId: string): Promise<string[]> {
  const { objects } = await env.FILES.list({ prefix: `media/${mediaId}/` });
  return objects.map(({ key }) => key.split('/')[2] ?? key);
}
