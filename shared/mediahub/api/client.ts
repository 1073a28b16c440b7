// The typed client: every route by method and path, its parameters and its answer as #shared/mediahub/api describes them. It
// is types around `fetch` and nothing else, so it costs a page one kilobyte and a script no library.
import type * as z from 'zod';
import type { Api } from './index.ts';

export type Route = keyof Api;
/** A route by its path; `Read` are those that change nothing. */
export type Read = Extract<Route, `GET ${string}`>;
export type Write = Exclude<Route, Read>;

type Input<Schema> = Schema extends z.ZodType ? z.input<Schema> : never;
/** What the schema reads from text is a number to its caller; null and undefined are left out of the address. */
type QueryValue<Value> = unknown extends Value ? number | string : Value;
type QueryOf<Schema> = { [Name in keyof Input<Schema>]: QueryValue<Input<Schema>[Name]> | null | undefined };

type Names<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | Names<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

type Described<R extends Route, Part extends string> = Api[R] extends Record<Part, infer Schema> ? Schema : never;

/** Whether nothing of it has to be said. */
type AllOptional<T> =
  T extends Required<T> ? ([keyof T] extends [never] ? true : false) : Partial<T> extends T ? true : false;

/** The body of a route: what its schema takes, or bytes where it takes those. */
type BodyOf<R extends Route> = Described<R, 'body'> extends z.ZodType ? Input<Described<R, 'body'>> : BodyInit;

/** What a route answers: what its schema says, or `Response` where it answers bytes. */
export type AnswerOf<R extends Route> = [Described<R, 'answer'>] extends [never]
  ? null
  : Described<R, 'answer'> extends z.ZodType
    ? z.output<Described<R, 'answer'>>
    : Response;

type Needed<Key extends string, Value> = [Value] extends [never] ? { [K in Key]?: never } : { [K in Key]: Value };
type Query<R extends Route> = [Described<R, 'query'>] extends [never]
  ? { query?: never }
  : AllOptional<QueryOf<Described<R, 'query'>>> extends true
    ? { query?: QueryOf<Described<R, 'query'>> }
    : { query: QueryOf<Described<R, 'query'>> };
type Body<R extends Route> = [Described<R, 'body'>] extends [never]
  ? { body?: never }
  : R extends 'POST /auth/dev-token'
    ? { body?: BodyOf<R> | undefined }
    : { body: BodyOf<R> };

/** What a call of the route takes besides its name. */
export type Asked<R extends Route> = Needed<
  'path',
  [Names<R>] extends [never] ? never : Record<Names<R>, string>
> &
  Query<R> &
  Body<R> & { headers?: Record<string, string>; signal?: AbortSignal };

/** Nothing has to be said where the route takes nothing that it needs. */
export type Arguments<R extends Route> =
  AllOptional<Asked<R>> extends true ? [asked?: Asked<R>] : [asked: Asked<R>];

export interface Answer<R extends Route> {
  data: AnswerOf<R>;
  status: number;
  headers: Headers;
  /** Path of the next page, or null. */
  next: string | null;
  /** What a read takes as `consistency` to show this write; null when nothing was written. */
  token: string | null;
}

/** What the API says when it says no (RFC 9457). */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly status: number;
  /** Stable, for programs. */
  readonly code: string;
  readonly traceId: string | null;
  readonly retryAfterSeconds: number | null;
  constructor(status: number, code: string, detail: string, traceId: string | null, retryAfter: number | null) {
    super(detail);
    this.status = status;
    this.code = code;
    this.traceId = traceId;
    this.retryAfterSeconds = retryAfter;
  }
}

function fieldsOf(body: string): Record<string, unknown> {
  try {
    const json: unknown = JSON.parse(body);
    return typeof json === 'object' && json !== null ? { ...json } : {};
  } catch {
    return {};
  }
}

/** Reads the problem of an answer that is no success; tolerates bodies that are not problem+json. */
export function problemFrom(status: number, body: string, retryAfter: string | null): ApiProblem {
  const fields = fieldsOf(body);
  const text = (key: string) => (typeof fields[key] === 'string' ? fields[key] : null);
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new ApiProblem(
    status,
    text('code') ?? `http_${status}`,
    text('detail') ?? text('title') ?? `HTTP ${status}`,
    text('trace_id'),
    Number.isFinite(seconds) ? seconds : null,
  );
}

/** The address of a route: names in the path filled in, `query` without what is null. */
export function addressOf(path: string, asked: { path?: object; query?: object } = {}): string {
  const names: Record<string, string> = { ...asked.path };
  const filled = path.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? ''));
  const set = Object.entries(asked.query ?? {}).flatMap(
    ([name, value]: [string, string | number | null | undefined]) =>
      value === undefined || value === null || value === '' ? [] : [[name, String(value)]],
  );
  return set.length === 0 ? filled : `${filled}?${new URLSearchParams(set).toString()}`;
}

/** The next page, from `Link: <…>; rel="next"`. */
const nextOf = (headers: Headers): string | null =>
  /<([^>]+)>;\s*rel="?next"?/.exec(headers.get('link') ?? '')?.[1] ?? null;

const isJson = (headers: Headers) => /\bjson\b/.test(headers.get('content-type') ?? '');

/** A body as `fetch` takes it: bytes and forms as they are, everything else as JSON. */
function written(body: unknown): { body?: BodyInit; type?: string } {
  if (body === undefined) return {};
  const asIs = [Blob, FormData, ArrayBuffer, Uint8Array].some((type) => body instanceof type);
  return asIs ? { body: body as BodyInit } : { body: JSON.stringify(body), type: 'application/json' };
}

/** What `client` needs of the place where it runs: a page has a cookie, a script a token. */
export type Send = (path: string, init: RequestInit) => Promise<Response>;

/**
 * @example const api = client((path, init) => fetch(`http://localhost:8080${path}`, init));
 *   const { data } = await api('GET /api/v1/media', { query: { type: 'image' } });
 */
export const client =
  (send: Send) =>
  async <R extends Route>(route: R, ...[asked]: Arguments<R>): Promise<Answer<R>> => {
    const [method = '', path = ''] = route.split(' ');
    const {
      body,
      headers: more,
      signal,
    } = (asked ?? {}) as { body?: unknown; signal?: AbortSignal } & RequestInit;
    const { body: bytes, type } = written(body);
    const headers = new Headers(more);
    if (type !== undefined && !headers.has('content-type')) headers.set('content-type', type);
    const response = await send(addressOf(path, asked), {
      method,
      headers,
      ...(bytes === undefined ? {} : { body: bytes }),
      ...(signal ? { signal } : {}),
    });
    if (!response.ok)
      throw problemFrom(response.status, await response.text(), response.headers.get('retry-after'));
    const data = isJson(response.headers) ? await response.json() : response.status === 204 ? null : response;
    return {
      // The one place where an answer is taken to be what its description says: the tests of /openapi.json compare them.
      data: data as AnswerOf<R>,
      status: response.status,
      headers: response.headers,
      next: nextOf(response.headers),
      token: response.headers.get('x-consistency-token'),
    };
  };
