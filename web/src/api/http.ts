// The one door to the HTTP API: JSON in and out, problem+json turned into an error with its reason, and the
// consistency token of a write kept, so that the next read can ask for at least that (read-your-own-write).

/** What the API says when it says no (RFC 9457). Also used for an unreachable server: status 0, code `offline`. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    readonly traceId: string | null,
    readonly retryAfterSeconds: number | null,
  ) {
    super(detail);
  }
}

type QueryValue = string | number | null | undefined;

interface Read {
  query?: Record<string, QueryValue>;
  signal?: AbortSignal;
  /** Statuses whose body is wanted although they are no success, e.g. 503 of /health. */
  also?: readonly number[];
}

export interface Page<T> {
  data: T;
  /** Path of the next page, from `Link: <…>; rel="next"`. */
  next: string | null;
}

export interface Written<T> {
  data: T;
  /** What a read asks for to show this write, as `consistency`; null when nothing was written. */
  token: string | null;
}

/** Reads the problem of an answer that is no success; tolerates bodies that are not problem+json. */
export function problemFrom(status: number, body: string, retryAfter: string | null): ApiProblem {
  const fields = parseObject(body);
  const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : null);
  const detail = text('detail') ?? text('title') ?? `HTTP ${status}`;
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new ApiProblem(
    status,
    text('code') ?? `http_${status}`,
    detail,
    text('trace_id'),
    Number.isFinite(seconds) ? seconds : null,
  );
}

export const offline = (): ApiProblem => new ApiProblem(0, 'offline', 'The server cannot be reached.', null, null);

function parseObject(body: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}

async function call(path: string, init: RequestInit, also: readonly number[] = []): Promise<Response> {
  const headers = new Headers(init.headers);
  // The trace begins here (W3C Trace Context): one id from this press to the last log line that it causes.
  headers.set('traceparent', `00-${newKey()}-${newKey().slice(16)}-01`);
  const response = await fetch(path, { credentials: 'same-origin', ...init, headers }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw offline();
  });
  if (response.ok || also.includes(response.status)) return response;
  throw problemFrom(response.status, await response.text(), response.headers.get('retry-after'));
}

function withQuery(path: string, query: Record<string, QueryValue> = {}): string {
  const set = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  if (set.length === 0) return path;
  const params = new URLSearchParams(set.map(([key, value]) => [key, String(value)]));
  return `${path}${path.includes('?') ? '&' : '?'}${params.toString()}`;
}

/** GET one page. The type is the contract of the route: this is the only place where an answer is cast. */
export async function readPage<T>(path: string, { query, signal, also }: Read = {}): Promise<Page<T>> {
  const response = await call(withQuery(path, query), signal ? { signal } : {}, also);
  const link = /<([^>]+)>;\s*rel="?next"?/.exec(response.headers.get('link') ?? '')?.[1];
  const next = link ? new URL(link, location.href) : null;
  return { data: (await response.json()) as T, next: next ? next.pathname + next.search : null };
}

export const read = async <T>(path: string, options: Read = {}): Promise<T> =>
  (await readPage<T>(path, options)).data;

/** POST, PUT, PATCH or DELETE with an Idempotency-Key of its own. */
export async function write<T = unknown>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: object,
): Promise<Written<T>> {
  // The token is enough: no write waits for its position.
  const headers = new Headers({ 'idempotency-key': newKey(), prefer: 'respond-async' });
  if (body) headers.set('content-type', 'application/json');
  const response = await call(path, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const text = await response.text();
  return {
    data: (text ? JSON.parse(text) : null) as T,
    token: response.headers.get('x-consistency-token'),
  };
}

/** POST whose answer must never be looked at, because it may carry a token. The cookie is all that is wanted. */
export async function postBlind(path: string, body?: object): Promise<void> {
  const response = await call(path, {
    method: 'POST',
    ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
  });
  await response.body?.cancel();
}

/** A random key; `crypto.randomUUID` would be missing on a plain-http address other than localhost. */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
