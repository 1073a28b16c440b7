// Who is asking: a Bearer token (API clients) or the session cookie (browsers), never both. Either leads to a
// server-side session, which must be open.
import { Problem } from '#shared/http/problem';
import { parseKeys } from '#shared/http/keys';
import { verifyAccess } from './access-token.ts';
import type { Env } from './env.ts';
import { hasEffects, whoAsks } from './same-origin.ts';
import { sessionSecret } from './session-cookie.ts';
import { SessionLeases } from './session-lease.ts';
import { sessionId, userOfSession } from './sessions.ts';
import type { User } from './table.ts';

export interface Visitor {
  user: User;
  session_id: string;
}

export type Credential = { kind: 'bearer'; token: string } | { kind: 'cookie'; secret: string } | { kind: 'none' };

/** @throws Problem ambiguous_credentials, unauthenticated */
export function credentialOf(request: Request): Credential {
  const authorization = request.headers.get('authorization');
  const secret = sessionSecret(request);
  if (authorization !== null && secret !== undefined) throw new Problem('ambiguous_credentials');
  if (secret !== undefined) return { kind: 'cookie', secret };
  if (authorization === null) return { kind: 'none' };
  const token = /^Bearer ([\w.~+/-]+=*)$/i.exec(authorization)?.[1];
  if (token === undefined) throw new Problem('unauthenticated', 'Authorization must be a Bearer token.');
  return { kind: 'bearer', token };
}

/** Refuses a request with effects that the cookie alone would carry here from another site. @throws Problem cross_site_request */
export function refuseForgery(request: Request, credential: Credential): void {
  if (credential.kind === 'cookie' && hasEffects(request) && whoAsks(request) !== 'us')
    throw new Problem('cross_site_request');
}

/**
 * The visitor behind a request.
 * @throws Problem ambiguous_credentials, cross_site_request, unauthenticated
 */
export async function authenticate(request: Request, env: Env): Promise<Visitor> {
  const credential = credentialOf(request);
  refuseForgery(request, credential);
  if (credential.kind === 'none') throw new Problem('unauthenticated');
  if (credential.kind === 'cookie') return visitor(env, await sessionId(credential.secret));
  const access = await verifyAccess(credential.token, parseKeys(env.CLIENT_KEYS)).catch(() => {
    throw new Problem('unauthenticated', 'The token is not valid.');
  });
  const found = await visitor(env, access.sid);
  if (found.user.id !== access.user_id) throw new Problem('unauthenticated', 'The token is not valid.');
  return found;
}

/** What this isolate remembers. */
export const leases = new SessionLeases();

async function visitor(env: Env, session_id: string): Promise<Visitor> {
  const since = Date.now();
  const remembered = leases.recall(session_id, since);
  if (remembered) return { user: remembered, session_id };
  const user = await userOfSession(env.DB, session_id);
  if (user) leases.remember(session_id, user, since);
  if (!user) throw new Problem('unauthenticated', 'The session has ended. Log in again.');
  return { user, session_id };
}
