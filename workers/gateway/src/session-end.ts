// A session that ends takes its live feeds with it, also one that is just being opened: revoke, then close; open, then
// look again. Whichever comes first, the other one sees it.
import { pause, TIMED_OUT, within } from '#shared/engine/deadline';
import { Problem } from '#shared/http/problem';
import { SESSION_ENDED } from '#shared/mediahub/live';
import { leases, type Visitor } from './authenticate.ts';
import type { Env } from './env.ts';
import { RELEASED_MS } from './session-lease.ts';
import { revokeSession, userOfSession } from './sessions.ts';

const CLOSING_MS = 2000;

/**
 * Ends a session in every isolate, and closes its live feeds: done when no isolate can still hold a lease on it.
 * A crash between the two, or a notification Worker that does not answer, leaves
 * a feed that still hears: until its next message after an hour (then it is sent back to the door, where its
 * session is refused), or until the session is ended once more.
 */
export async function endSession(env: Env, id: string): Promise<void> {
  const user = await revokeSession(env.DB, id);
  leases.forget(id);
  if (user === undefined) return;
  await Promise.all([pause(RELEASED_MS), closeFeeds(env, user, id)]);
}

async function closeFeeds(env: Env, user: string, id: string): Promise<void> {
  try {
    const closing = (async () => env.BROWSERS.closeSession(user, id))();
    if ((await within(CLOSING_MS, closing)) === TIMED_OUT) throw new Error('no answer');
  } catch (error) {
    console.error(
      JSON.stringify({
        level: 'error',
        message: 'live feeds of an ended session stay open',
        error: String(error),
      }),
    );
  }
}

/**
 * Lets an answer pass, unless it opens a WebSocket for a session that has ended since the handshake came: whoever ended
 * it found no socket to close. @throws Problem unauthenticated
 */
export async function whileSessionLasts(answer: Response, { session_id }: Visitor, env: Env): Promise<Response> {
  const { webSocket } = answer;
  if (!webSocket || (await userOfSession(env.DB, session_id))) return answer;
  webSocket.accept();
  webSocket.close(SESSION_ENDED, 'the session has ended');
  throw new Problem('unauthenticated', 'The session has ended. Log in again.');
}
