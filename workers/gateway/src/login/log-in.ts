// Opens a session for an authenticated user. A login never continues a session: the one that this browser had
// ends first, so that a session planted before the login is worth nothing after it (session fixation).
import type { Context } from 'hono';
import { traceId } from '#shared/http/problem';
import type { Env } from '../env.ts';
import { ended, endSession } from '../session/session-end.ts';
import { loginCookie, sessionSecret } from '../session/session-cookie.ts';
import { openSession, sessionId } from '../session/sessions.ts';
import { whereaboutsOf } from '../session/whereabouts.ts';

export type GatewayContext = Context<{ Bindings: Env }>;

/** Sets the cookie; answers the session's id. */
export async function logIn(c: GatewayContext, user_id: string): Promise<string> {
  const previous = sessionSecret(c.req.raw);
  if (previous !== undefined) await endSession(c.env, await sessionId(previous), traceId(c));
  const session = await openSession(c.env.DB, user_id, whereaboutsOf(c.req.raw));
  await ended(c.env, user_id, session.ended, traceId(c));
  c.header('set-cookie', loginCookie(c.req.url, session.secret), { append: true });
  return session.id;
}
