// Every error a client can meet, from one table: code → HTTP status and title (RFC 9457 problem+json).
import { isOutOfRoom } from '#shared/engine/runtime/out-of-room';
import { isTransient } from '#shared/engine/runtime/transient';
import { newTrace, traceOf } from './traceparent.ts';
import { log } from '#shared/engine/runtime/log';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type * as z from 'zod';

export const PROBLEMS = {
  bad_request: [400, 'The request cannot be understood'],
  validation_failed: [400, 'The request does not fit the schema'],
  invalid_cursor: [400, 'The cursor is not one of ours'],
  ambiguous_credentials: [400, 'Send a Bearer token or the session cookie, not both'],
  one_file_only: [400, 'An upload holds one file'],
  unauthenticated: [401, 'Log in first'],
  cookie_required: [403, 'Only a browser that is logged in can do this'],
  cross_site_request: [403, 'The request comes from another site'],
  insufficient_scope: [403, 'The token may not do this'],
  quota_exceeded: [403, 'You have reached your quota'],
  operator_required: [403, 'This needs the role operator'],
  identity_mismatch: [403, 'The caller is not who the header says'],
  not_found: [404, 'There is nothing here'],
  media_not_found: [404, 'There is no such media'],
  album_not_found: [404, 'There is no such album'],
  notification_not_found: [404, 'There is no such notification'],
  saga_not_found: [404, 'There is no such saga'],
  export_not_found: [404, 'There is no such export'],
  aggregate_not_found: [404, 'There is no such aggregate'],
  version_not_found: [404, 'The aggregate has no such version'],
  session_not_found: [404, 'There is no such session'],
  token_not_found: [404, 'There is no such token'],
  identity_not_found: [404, 'No such provider is linked'],
  upload_not_found: [404, 'There is no such upload'],
  parked_not_found: [404, 'There is no such parked event'],
  projection_not_found: [404, 'There is no such projection'],
  thumbnail_not_available: [404, 'This media has no thumbnail'],
  content_not_available: [404, 'The file of this media is gone'],
  method_not_allowed: [405, 'This method is not allowed here'],
  request_timeout: [408, 'The request did not arrive in time'],
  position_not_reached: [409, 'The read model has not got that far yet'],
  conflict: [409, 'Somebody else changed it at the same time'],
  last_identity: [409, 'This is the only way in: link another provider first'],
  rebuild_running: [409, 'This read model is being rebuilt already'],
  rebuild_not_running: [409, 'There is no rebuild that could be aborted'],
  default_album_is_fixed: [409, 'The default album cannot be changed like this'],
  media_not_in_this_state: [409, 'The media is not in a state that allows this'],
  upload_incomplete: [409, 'Parts of the upload are missing'],
  export_not_ready: [409, 'The export is not ready yet'],
  export_expired: [410, 'The export has expired'],
  precondition_failed: [412, 'The file has changed'],
  file_too_large: [413, 'The file is too large'],
  body_too_large: [413, 'The body of the request is too large'],
  unsupported_media_type: [415, 'This type of file is not accepted'],
  range_not_satisfiable: [416, 'The range is outside the file'],
  upload_part_wrong: [422, 'This is not a part of the upload'],
  file_missing: [422, 'The upload holds no file'],
  file_empty: [422, 'The file is empty'],
  file_unreadable: [422, 'The file cannot be read'],
  decode_failed: [422, 'The image cannot be decoded'],
  too_many_pixels: [422, 'The image has more pixels than the decoder may take'],
  image_too_large: [422, 'The image has too many pixels'],
  invalid_filename: [422, 'The file name cannot be used'],
  idempotency_key_reused: [422, 'The Idempotency-Key was used for another request'],
  length_required: [411, 'Say how long the body is'],
  too_many_requests: [429, 'Too many requests: slow down'],
  stream_diverged: [409, 'After a restore this has two histories: an operator decides which one holds'],
  position_lost: [409, 'A restore took this position away: read again from the beginning'],
  busy: [429, 'Busy: try again shortly'],
  storage_full: [507, 'The database is full: reading goes on, writing waits for room'],
  internal_error: [500, 'Something went wrong on our side'],
  not_configured: [503, 'This is not configured'],
  service_unavailable: [503, 'A part of the system does not answer'],
  storage_unavailable: [503, 'A database does not answer at this moment'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof PROBLEMS;

export interface FieldError {
  path: string;
  message: string;
}

/** Throw it anywhere below a route; `onError` turns it into the answer. */
export class Problem extends Error {
  override name = 'Problem';
  constructor(
    readonly code: ProblemCode,
    readonly detail: string = PROBLEMS[code][1],
    readonly extra: { errors?: FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(`${code}: ${detail}`);
  }
}

/** The problem of a zod error: what is wrong, and where. */
export const validationProblem = (error: z.core.$ZodError): Problem =>
  new Problem('validation_failed', 'Some fields are not as they should be.', {
    errors: error.issues.map((i) => ({ path: i.path.map(String).join('.'), message: i.message })),
  });

/** A problem code for a decider's rejection; an unknown one is a conflict, never a 500. */
export const problemCode = (code: string): ProblemCode => (code in PROBLEMS ? (code as ProblemCode) : 'conflict');

/** What passes by itself: how many seconds a client waits before it tries again, where the problem does not say. */
const RETRY_AFTER: Partial<Record<ProblemCode, string>> = {
  busy: '1',
  service_unavailable: '1',
  storage_unavailable: '1',
};

/** The answer itself. No stack, no SQL, no storage key ever goes out. */
export function problemResponse(problem: Problem, traceId: string): Response {
  const [status, title] = PROBLEMS[problem.code];
  const body = {
    type: `urn:mediahub:problem:${problem.code}`,
    title,
    status,
    detail: problem.detail,
    code: problem.code,
    trace_id: traceId,
    ...(problem.extra.errors ? { errors: problem.extra.errors } : {}),
  };
  const retryAfter = RETRY_AFTER[problem.code];
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(retryAfter ? { 'retry-after': retryAfter } : {}),
      ...problem.extra.headers,
    },
  });
}

const asProblem = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status < 500)
    return new Problem('bad_request', error.message || 'The request cannot be understood.');
  if (isOutOfRoom(error)) return new Problem('storage_full');
  if (isTransient(error)) return new Problem('storage_unavailable');
  return new Problem('internal_error', 'The error is in the log under this trace id.');
};

/** Traces of requests that came past the gateway: to a service on its own, in a test. */
const begun = new WeakMap<Request, string>();

/** The trace of this request: the gateway says it, and everything that the request sets in motion keeps it. */
export function traceId(c: Context): string {
  const said = c.req.header('x-trace-id') ?? traceOf(c.req.header('traceparent') ?? null) ?? begun.get(c.req.raw);
  if (said !== undefined) return said;
  const trace = newTrace();
  begun.set(c.req.raw, trace);
  return trace;
}

/**
 * `app.onError(onError)`: known problems as they are; a store that is full, or does not answer, as what it is; everything else
 * as internal_error. Details that the client does not get are logged.
 */
export function onError(error: Error, c: Context): Response {
  const problem = asProblem(error);
  const trace = traceId(c);
  if (problem !== error && PROBLEMS[problem.code][0] >= 500)
    log('error', 'request failed', { trace_id: trace, path: c.req.path, error, stack: error.stack });
  return problemResponse(problem, trace);
}

/** `app.notFound(notFound)`. */
export const notFound = (c: Context): Response => problemResponse(new Problem('not_found'), traceId(c));
