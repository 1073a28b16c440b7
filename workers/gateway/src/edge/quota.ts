// How much one user may store: files and bytes. The library's read model knows what is stored, but follows the log; so an upload
// reserves its room while it is answered, and for a moment after. An isolate lets no more in than there is room for, however many
// come at once; several isolates together may, by what passes in that moment, and then the next upload is refused.
import { isAhead } from '#shared/engine/runtime/alarm';
import { inTime } from '#shared/engine/runtime/deadline';
import { Problem } from '#shared/http/problem';
import { REQUEST_MAX_BYTES } from '#shared/mediahub/media/limits';
import type { Usage } from '#shared/mediahub/ports/library';
import type { Env } from '../env.ts';

/** How long the library's answer counts. */
const ASKED_MS = 10_000;
/** How long room is reserved for an upload that was accepted: until an answer of the library holds it. */
const ACCEPTED_MS = 2 * ASKED_MS;
/** How long an upload counts as under way. If its client vanishes, its end is never reported. */
const UNDER_WAY_MS = 120_000;
const REMEMBERED = 1_000;
/** A library that hangs holds no upload up: it counts as one that does not answer. */
const LIBRARY_MS = 2_000;

export interface Quota {
  files: number;
  bytes: number;
}

/** Reads `files/bytes`, e.g. `100000/100000000000`. @throws when it is no quota */
export function parseQuota(text: string): Quota {
  const [, files, bytes] = /^([1-9]\d{0,14})\/([1-9]\d{0,14})$/.exec(text) ?? [];
  if (files === undefined || bytes === undefined)
    throw new Error(`"${text}" is not a quota like 100000/100000000000`);
  return { files: Number(files), bytes: Number(bytes) };
}

interface Reservation extends Usage {
  until: number;
}
interface Known {
  asked_at: number;
  /** What the library said; undefined when it did not answer. */
  kept: Usage | undefined;
  reserved: Set<Reservation>;
}
const users = new Map<string, Known>();

/** Each of several at once asks by itself: a promise belongs to the request that made it. */
async function knownOf(env: Env, userId: string): Promise<Known> {
  const asked_at = Date.now();
  const isFresh = ({ asked_at: last }: Known) => last <= asked_at && asked_at - last < ASKED_MS;
  const last = users.get(userId);
  if (last?.kept && isFresh(last)) return last;
  const kept = await inTime(LIBRARY_MS, 'the library', env.LIBRARY.usage(userId)).catch(() => undefined);
  // Another one may have been answered in between: the reservations are the same.
  const known: Known = { asked_at, kept, reserved: users.get(userId)?.reserved ?? new Set() };
  users.delete(userId);
  users.set(userId, known);
  for (const oldest of users.keys()) {
    if (users.size <= REMEMBERED) break;
    users.delete(oldest);
  }
  return known;
}

/** With what is reserved. Forgets what has run out. */
function usageOf({ reserved }: Known, kept: Usage): Usage {
  const now = Date.now();
  // A time further ahead than possible was written by a clock that has since gone back.
  for (const one of reserved) if (!isAhead(one.until, now, UNDER_WAY_MS)) reserved.delete(one);
  return [...reserved].reduce((a, b) => ({ files: a.files + b.files, bytes: a.bytes + b.bytes }), kept);
}

/** How much a request adds. Without a length it counts as the longest allowed. */
function broughtBy({ headers }: Request): Usage {
  const said = headers.get('content-length');
  return { files: 1, bytes: said === null ? REQUEST_MAX_BYTES : Number(said) || 0 };
}

/**
 * Lets an upload through when there is room for it. A library that does not answer refuses nothing.
 * @throws Problem quota_exceeded
 */
export async function withinQuota(
  env: Env,
  userId: string,
  request: Request,
  answer: () => Promise<Response>,
): Promise<Response> {
  const known = await knownOf(env, userId);
  // From the look to the reservation nothing waits, so no other upload comes in between.
  const brought = broughtBy(request);
  if (known.kept) refuseOver(parseQuota(env.MEDIA_QUOTA), usageOf(known, known.kept), brought);
  const reservation = { ...brought, until: Date.now() + UNDER_WAY_MS };
  known.reserved.add(reservation);
  const response = await answer();
  if (response.ok) reservation.until = Date.now() + ACCEPTED_MS;
  else known.reserved.delete(reservation);
  return response;
}

function refuseOver(quota: Quota, usage: Usage, brought: Usage): void {
  const over =
    usage.files + brought.files > quota.files
      ? `You keep ${usage.files} files of ${quota.files}.`
      : usage.bytes + brought.bytes > quota.bytes
        ? `You keep ${usage.bytes} bytes of ${quota.bytes}.`
        : undefined;
  if (over !== undefined) throw new Problem('quota_exceeded', `${over} Delete something first.`);
}
