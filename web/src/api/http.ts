// The one door to the HTTP API: the typed client with what a page adds. It sends the cookie, begins the trace, gives each
// write an Idempotency-Key, and says `offline` when the server cannot be reached.
import {
  ApiProblem,
  client,
  problemFrom,
  type Answer,
  type AnswerOf,
  type Arguments,
  type Read,
  type Send,
  type Write,
} from '#shared/mediahub/api/client';
import { toHex } from '#shared/engine/runtime/bytes';
import { newTrace, traceparent } from '#shared/http/traceparent';

export { ApiProblem, problemFrom };

export interface Page<T> {
  data: T;
  /** Path of the next page. */
  next: string | null;
}

/** What an answer to a write says of it. */
export type Written<T = unknown> = Pick<Answer<Write>, 'token'> & { data: T };

/** A server that cannot be reached: status 0. */
export const offline = (): ApiProblem => new ApiProblem(0, 'offline', 'The server cannot be reached.', null, null);

/** W3C Trace Context: one id from this press to the last log line that it causes. */
export const beginTrace = (): string => traceparent(newTrace());

const send: Send = async (path, init) => {
  const headers = new Headers(init.headers);
  headers.set('traceparent', beginTrace());
  if (init.method !== 'GET') {
    headers.set('idempotency-key', newKey());
    // The token is enough: no write waits for its position.
    headers.set('prefer', 'respond-async');
  }
  return fetch(path, { credentials: 'same-origin', ...init, headers }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw offline();
  });
};

const call = client(send);

/** Whole answers, with status and headers; each request is sent once, even if it fails. */
export const api = call;

export const read = async <R extends Read>(route: R, ...asked: Arguments<R>): Promise<AnswerOf<R>> =>
  (await call(route, ...asked)).data;

/** As `read`, where an answer of this status is wanted although it is no success, e.g. 503 of /health. */
export const readAlso =
  (status: number) =>
  async <R extends Read>(route: R, ...asked: Arguments<R>): Promise<AnswerOf<R>> => {
    const tolerant = client(async (path, init) => {
      const response = await send(path, init);
      return response.status === status ? new Response(response.body, { headers: response.headers }) : response;
    });
    return (await tolerant(route, ...asked)).data;
  };

/** One page: the first one as it is asked for, a later one by the address in `next`, which holds the question. */
export async function readPage<R extends Read>(
  next: string | null,
  route: R,
  ...asked: Arguments<R>
): Promise<Page<AnswerOf<R>>> {
  const turn = next === null ? call : client((_, init) => send(next, init));
  const page = await turn(route, ...asked);
  return { data: page.data, next: page.next };
}

/** POST, PUT, PATCH or DELETE. */
export const write = <R extends Write>(route: R, ...asked: Arguments<R>): Promise<Answer<R>> =>
  call(route, ...asked);

/** The answer as it came, also a problem: for the page that shows what the API says. */
export const sendRaw = send;

/** POST whose answer must never be looked at, because it may carry a token. The cookie is all that is wanted. */
export async function postBlind(path: string, body?: object): Promise<void> {
  const response = await send(path, {
    method: 'POST',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  if (!response.ok) throw problemFrom(response.status, await response.text(), response.headers.get('retry-after'));
  await response.body?.cancel();
}

/** A random key; `crypto.randomUUID` would be missing on a plain-http address other than localhost. */
export const newKey = (): string => toHex(crypto.getRandomValues(new Uint8Array(16)));
