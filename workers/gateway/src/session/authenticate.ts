// Authenticates by a Bearer token (API clients) or the session cookie (browsers), never both. A cookie or an access token leads
// to a server-side session, a personal token to its own row: either must be valid now.
import { log } from '#shared/engine/runtime/log';
import { parseKeys } from '#shared/http/keys';
import { Problem } from '#shared/http/problem';
import { verifyAccess } from './access-token.ts';
import type { Env } from '../env.ts';
import { requireScope } from '../account/personal-token/scopes.ts';
import { isPersonalToken, ownerOf } from '../account/personal-token/tokens.ts';
import { isListed } from '../edge/cors.ts';
import { hasEffects, isHandshake, whoAsks } from '../edge/same-origin.ts';
import { sessionSecret } from './session-cookie.ts';
import { Lookups } from './lookups.ts';
import { SessionLeases } from './session-lease.ts';
import { noteUse, sessionId, sessionsOf } from './sessions.ts';
import type { User } from '../table.ts';

/** The user that a request acts for, and its credential. */
export interface Principal {
  user: User;
  /** What an open WebSocket belongs to, and ends with: a session, or a personal token. */
  session_id: string;
  kind: 'cookie' | 'bearer' | 'personal';
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
 * Refuses a live feed to a page of an origin that is neither ours nor listed, with any credential: CORS keeps answers from such
 * a page, but only this check keeps a WebSocket from it. A program sends no Origin. @throws Problem cross_site_request
 */
export function refuseForeignFeed(request: Request, origins: string): void {
  const isForeign = request.headers.has('origin') && whoAsks(request) !== 'us' && !isListed(request, origins);
  if (isHandshake(request) && isForeign) throw new Problem('cross_site_request');
}

/**
 * The user who makes a request.
 * @throws Problem ambiguous_credentials, cross_site_request, unauthenticated, insufficient_scope
 */
export async function authenticate(request: Request, env: Env): Promise<Principal> {
  const credential = credentialOf(request);
  refuseForgery(request, credential);
  refuseForeignFeed(request, env.CORS_ORIGINS);
  if (credential.kind === 'none') throw new Problem('unauthenticated');
  if (credential.kind === 'cookie') return ofSession(env, await sessionId(credential.secret), 'cookie');
  if (isPersonalToken(credential.token)) return ofPersonalToken(env, credential.token, request.method);
  const access = await verifyAccess(credential.token, parseKeys(env.CLIENT_KEYS)).catch(() => {
    throw new Problem('unauthenticated', 'The token is not valid.');
  });
  const found = await ofSession(env, access.sid, 'bearer');
  if (found.user.id !== access.user_id) throw new Problem('unauthenticated', 'The token is not valid.');
  return found;
}

/** A read of the database costs the same for so many sessions. */
const READ_ALONG = 50;
/** What this isolate remembers. */
export const leases = new SessionLeases();
/** A page asks for many things at once: one of its requests asks the database, the others take what that has read. */
const lookups = new Lookups((session_id) => leases.recall(session_id, Date.now()));

async function ofSession(env: Env, session_id: string, kind: 'cookie' | 'bearer'): Promise<Principal> {
  const remembered = leases.recall(session_id, Date.now()) ?? (await lookups.follow(session_id));
  if (remembered) return { user: remembered, session_id, kind };
  const since = Date.now();
  const ids = [...new Set([session_id, ...leases.due(since, READ_ALONG)])];
  const read = await lookups.lead(session_id, sessionsOf(env.DB, ids), (open) => {
    for (const id of ids) {
      const one = open.get(id);
      if (one) leases.remember(id, one.user, since);
      else leases.forget(id);
    }
  });
  const found = read.get(session_id);
  if (!found) throw new Problem('unauthenticated', 'The session has ended. Log in again.');
  // Reading goes on where that cannot be written: a database that is full, for one.
  await noteUse(env.DB, found.session).catch((error: unknown) =>
    log('warn', 'use of a session not noted', { error }),
  );
  return { user: found.user, session_id, kind };
}

/** A token's user is no more than the token may be: without the scope `operator`, an operator is a user like any other. */
async function ofPersonalToken(env: Env, token: string, method: string): Promise<Principal> {
  const owner = await ownerOf(env.DB, token);
  if (!owner) throw new Problem('unauthenticated', 'The token is unknown, revoked or expired.');
  const { user, id, scopes } = owner;
  requireScope(scopes, method);
  const operator = user.operator && scopes.includes('operator');
  return { user: { ...user, operator }, session_id: id, kind: 'personal' };
}
