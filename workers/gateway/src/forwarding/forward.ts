// Forwarding: the client's credentials stay outside; inside, a one-minute token names the caller. The
// body of an upload is streamed, any other is read and bounded first, and a WebSocket passes through as it is.
import { log } from '#shared/engine/runtime/log';
import { Problem } from '#shared/http/problem';
import { readBody } from '#shared/http/request-body';
import { parseKeys } from '#shared/http/keys';
import { signForward, type Caller } from '#shared/http/token';
import { SESSION_HEADER } from '#shared/mediahub/api/live';
import { FORM_FRAME_BYTES, REQUEST_MAX_BYTES } from '#shared/mediahub/media/limits';
import type { Principal } from '../session/authenticate.ts';
import type { Env } from '../env.ts';
import type { Service } from './routing-table.ts';
import { isHandshake } from '../edge/same-origin.ts';

/** Refuses an upload that says it is too large, before a byte of it is read. @throws Problem file_too_large */
export function refuseTooLarge(request: Request): void {
  if (Number(request.headers.get('content-length') ?? 0) > REQUEST_MAX_BYTES + FORM_FRAME_BYTES)
    throw new Problem('file_too_large', 'One request carries at most 50 MiB; send a larger file in parts.');
}

/**
 * The request with its body read and bounded: what goes on to a service is never longer than a JSON body may be.
 * @throws Problem body_too_large, request_timeout
 */
export async function withWholeBody(request: Request): Promise<Request> {
  if (!request.body) return request;
  const bytes = await readBody(request);
  return new Request(request, { method: request.method, body: bytes.length === 0 ? null : bytes });
}

const handedOver = new WeakSet<Request>();

/** Says that the body of this request is its service's to read, also where that refuses it before the end. */
export function handOver(request: Request): Request {
  handedOver.add(request);
  return request;
}

/** Whether a service reads the body: what is left of it is not the gateway's. */
export const isHandedOver = (request: Request): boolean => handedOver.has(request);

const REUSED_MS = 20_000;
const REMEMBERED = 1_000;
/** Forward tokens of callers, signed once and used for a third of their lifetime. */
const signed = new Map<string, { token: string; since: number }>();

async function tokenOf(caller: Caller, keys: string): Promise<string> {
  const name = `${keys} ${caller.operator} ${caller.user_id}`;
  const now = Date.now();
  const known = signed.get(name);
  if (known && known.since <= now && now < known.since + REUSED_MS) return known.token;
  const token = await signForward(caller, parseKeys(keys));
  if (signed.size >= REMEMBERED) signed.clear();
  signed.set(name, { token, since: now });
  return token;
}

/**
 * Makes of an admitted request what a service sees: in place, for a request is copied once, when it is admitted. A handshake names its session, since the socket lives no longer than that.
 */
export async function forwarded(
  request: Request,
  { user, session_id }: Principal,
  keys: string,
): Promise<Request> {
  const caller = { user_id: user.id, operator: user.operator };
  const { headers } = request;
  headers.delete('cookie');
  headers.set('authorization', `Bearer ${await tokenOf(caller, keys)}`);
  headers.set('x-user-id', user.id);
  if (isHandshake(request)) headers.set(SESSION_HEADER, session_id);
  return request;
}

const isProblem = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;

async function ask(service: Fetcher, request: Request): Promise<Response> {
  const response = await service.fetch(request);
  if (response.status < 500 || isProblem(response)) return response;
  // What the runtime says when a Worker throws: a stack trace, which must not go out.
  throw new Error(`${response.status}: ${(await response.text()).slice(0, 500)}`);
}

/** Lets a service answer. @throws Problem service_unavailable when it cannot. */
export async function forward(request: Request, to: Service, principal: Principal, env: Env): Promise<Response> {
  const inner = await forwarded(request, principal, env.FORWARD_KEYS);
  return ask(env[to], inner).catch((error: unknown) => {
    const trace_id = request.headers.get('x-trace-id');
    const { pathname: path } = new URL(request.url);
    log('error', 'service does not answer', { trace_id, service: to, path, error });
    throw new Problem('service_unavailable', 'The service behind this route does not answer.');
  });
}
