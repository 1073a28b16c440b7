// A session that ends takes its live feeds with it, also one that is just being opened: revoke, then close; open, then
// look again. Whichever comes first, the other one sees it. A personal token that is revoked ends in the same way.
import { pause, TIMED_OUT, within } from '#shared/engine/runtime/deadline';
import { log } from '#shared/engine/runtime/log';
import { Problem } from '#shared/http/problem';
import { SESSION_ENDED } from '#shared/mediahub/api/live';
import { leases, type Principal } from './authenticate.ts';
import type { Env } from '../env.ts';
import { tokenLives } from '../account/personal-token/tokens.ts';
import { RELEASED_MS } from './session-lease.ts';
import { revokeSession, revokeSessions, userOfSession } from './sessions.ts';

const CLOSING_MS = 2000;

/**
 * Ends a session in every isolate, and closes its live feeds: done when no isolate can still hold a lease on it. A crash between the two, or a notification Worker that does not answer, leaves
 * a feed that still receives messages: until its next message after an hour (then it is closed, and its session is refused when
 * it reconnects), or until the session is ended again.
 */
export async function endSession(env: Env, id: string, trace: string): Promise<void> {
  const user = await revokeSession(env.DB, id);
  await ended(env, user, [id], trace);
}

/** Ends all sessions of a user except one; a crash leaves the same as in `endSession`. */
export async function endSessions(env: Env, userId: string, trace: string, keep?: string): Promise<number> {
  const ids = await revokeSessions(env.DB, userId, keep);
  await ended(env, userId, ids, trace);
  return ids.length;
}

/** What has been revoked is forgotten here, and runs out everywhere else, while its feeds are closed. */
export async function ended(
  env: Env,
  userId: string | undefined,
  ids: readonly string[],
  trace: string,
): Promise<void> {
  for (const id of ids) leases.forget(id);
  if (userId === undefined || ids.length === 0) return;
  await Promise.all([pause(RELEASED_MS), closeFeeds(env, userId, ids, trace)]);
}

/** Closes the live feeds of what has ended: sessions, or personal tokens. */
export async function closeFeeds(
  env: Env,
  userId: string,
  ended: readonly string[],
  trace: string,
): Promise<void> {
  try {
    const closing = (async () => env.BROWSERS.closeSessions(userId, ended))();
    if ((await within(CLOSING_MS, closing)) === TIMED_OUT) throw new Error('no answer');
  } catch (error) {
    log('error', 'live feeds of an ended session stay open', { trace_id: trace, user_id: userId, error });
  }
}

const lasts = async ({ kind, session_id }: Principal, { DB }: Env): Promise<boolean> =>
  kind === 'personal' ? tokenLives(DB, session_id) : (await userOfSession(DB, session_id)) !== undefined;

/**
 * Lets an answer pass, unless it opens a WebSocket for a session that has ended since the handshake arrived: the call that ended
 * it found no socket to close. @throws Problem unauthenticated
 */
export async function whileSessionLasts(answer: Response, principal: Principal, env: Env): Promise<Response> {
  const { webSocket } = answer;
  if (!webSocket || (await lasts(principal, env))) return answer;
  webSocket.accept();
  webSocket.close(SESSION_ENDED, 'the session has ended');
  throw new Problem('unauthenticated', 'The session has ended. Log in again.');
}
