// Idempotent receiver (Hohpe and Woolf; draft-ietf-httpapi-idempotency-key-header): a write with an Idempotency-Key is
// let through once, and a repetition gets the first answer. This saves the client a second answer of another
// shape; that nothing happens twice is ensured by the services, whose command ids derive from the same key.
//
// An upload is streamed, so what is in it is known only when it has passed: it is not kept here. media-command derives
// the media's id from the key and compares the SHA-256 of the file.
import { log } from '#shared/engine/runtime/log';
import { FINGERPRINT } from '#shared/http/command-of-key';
import { Problem } from '#shared/http/problem';
import { readBody } from '#shared/http/request-body';
import { claimAgain, claimKey, giveUpClaim, keepAnswer, type KeptAnswer, type KeyedRequest } from './claim.ts';
import { fingerprintOf } from './request.ts';

const MAX_KEPT_CHARACTERS = 64 * 1024;
const KEPT_HEADERS = ['content-type', 'location', 'link', 'x-event-position', 'x-consistency-token'];

/**
 * What took effect is kept, and what says something about the request alone. Any other refusal is about a state, which may be
 * another one at the next try (what was not found may have been late); it had no effect, so trying again is safe.
 */
const ABOUT_THE_REQUEST = new Set([400, 405, 411, 413, 414, 415, 416, 422]);
const isWorthKeeping = (status: number): boolean => status < 400 || ABOUT_THE_REQUEST.has(status);

const reply = ({ status, headers, body }: KeptAnswer): Response => new Response(body, { status, headers });

async function read(response: Response): Promise<KeptAnswer> {
  const present = KEPT_HEADERS.flatMap((name) => {
    const value = response.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  const text = await response.text();
  return { status: response.status, headers: Object.fromEntries(present), body: text === '' ? null : text };
}

const underWay = (): Problem =>
  new Problem('conflict', 'The first request with this Idempotency-Key is still under way.', {
    headers: { 'retry-after': '1' },
  });

/** A claim that cannot be settled is settled by its lease: the answer must not suffer. */
const settled = (settling: Promise<void>, request: Request): Promise<void> =>
  settling.catch((error: unknown) => {
    log('error', 'Idempotency-Key not settled', { trace_id: request.headers.get('x-trace-id'), error });
  });

/**
 * Lets a write with an Idempotency-Key through, unless it has been answered before.
 * @param answer asks the service
 * @param stillTrue a kept answer of the request with this fingerprint as it is today; null where its effect is gone
 * @throws Problem bad_request, body_too_large, request_timeout, conflict (the first one is under way), idempotency_key_reused
 */
export async function once(
  db: D1Database,
  { request, key, user_id }: { request: Request; key: string; user_id: string },
  answer: (request: Request) => Promise<Response>,
  stillTrue: (kept: KeptAnswer, fingerprint: string) => Promise<KeptAnswer | null> = (kept) =>
    Promise.resolve(kept),
): Promise<Response> {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new Problem('bad_request', 'Idempotency-Key: 1 to 255 visible ASCII characters.');
  const body = await readBody(request);
  const { pathname: path, search } = new URL(request.url);
  const keyed: KeyedRequest = {
    user_id,
    method: request.method,
    path,
    key,
    fingerprint: await fingerprintOf(search, body),
  };

  const claim = crypto.randomUUID();
  const claimed = await claimKey(db, keyed, claim, Date.now());
  if (claimed.outcome === 'reused') throw new Problem('idempotency_key_reused');
  if (claimed.outcome === 'running') throw underWay();
  if (claimed.outcome === 'answered') {
    const kept = await stillTrue(claimed.answer, keyed.fingerprint);
    if (kept) return reply({ ...kept, headers: { ...kept.headers, 'idempotent-replayed': 'true' } });
    if (!(await claimAgain(db, keyed, claimed.claim, claim, Date.now()))) throw underWay();
  }

  const again = new Request(request, { method: request.method, body: body.length === 0 ? null : body });
  again.headers.set(FINGERPRINT, keyed.fingerprint);
  // A crash from here on leaves a claim without an answer. For the rest of its lease the same request has to wait;
  // then it goes through again, and the service, which knows its command id, repeats its answer and not its effect.
  const response = await answer(again).catch(async (error: unknown) => {
    await settled(giveUpClaim(db, claim, keyed), request);
    throw error;
  });
  if (!isWorthKeeping(response.status)) {
    await settled(giveUpClaim(db, claim, keyed), request);
    return response;
  }
  const kept = await read(response);
  const fits = (kept.body?.length ?? 0) <= MAX_KEPT_CHARACTERS;
  await settled(fits ? keepAnswer(db, claim, keyed, kept) : giveUpClaim(db, claim, keyed), request);
  return new Response(kept.body, response);
}
