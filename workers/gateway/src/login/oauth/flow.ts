// A login at a provider, from the browser's leaving to its coming back. The state is good once, for ten minutes, and only in the
// browser that began: its cookie holds a secret from which verifier and nonce derive, so that neither is stored, and a
// callback in another browser could not finish the exchange even if we forgot to compare.
import { isAhead } from '#shared/engine/runtime/alarm';
import { hashOf, randomSecret } from '../../session/secret.ts';
import { OAuthFailure, type LoginSecrets } from './client.ts';
import type { ProviderName } from './providers.ts';
import type { Flow } from './table.ts';

export const FLOW_SECONDS = 600;
const FORGOTTEN_AT_ONCE = 10;

/** The user who links another provider, and the session. */
export interface Linking {
  user_id: string;
  session_id: string;
}

export interface Begun {
  secrets: LoginSecrets;
  /** What the browser has to keep until it returns. */
  browser: string;
}

async function secretsOf(browser: string, state: string): Promise<LoginSecrets> {
  const derived = (what: string) => hashOf(`${what}:${browser}:${state}`);
  return { state, verifier: await derived('verifier'), nonce: await derived('nonce') };
}

/** Begins a login. `browser`: what this browser keeps already, of a login in another tab. */
export async function beginFlow(
  db: D1Database,
  asked: { provider: ProviderName; return_to: string; browser: string | undefined; linking?: Linking | undefined },
): Promise<Begun> {
  const { provider, return_to, linking, browser = randomSecret() } = asked;
  const state = randomSecret();
  const now = Date.now();
  const row = [await hashOf(state), await hashOf(browser), provider, return_to];
  await db.batch([
    db
      .prepare(
        `DELETE FROM oauth_flows WHERE id IN
         (SELECT id FROM oauth_flows WHERE expires_at <= ?1 ORDER BY expires_at LIMIT ${FORGOTTEN_AT_ONCE})`,
      )
      .bind(now),
    db
      .prepare(
        `INSERT INTO oauth_flows (id, browser, provider, return_to, user_id, session_id, expires_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
      )
      .bind(...row, linking?.user_id ?? null, linking?.session_id ?? null, now + FLOW_SECONDS * 1000),
  ]);
  return { secrets: await secretsOf(browser, state), browser };
}

/**
 * Takes the flow that a callback names, once: a second callback with this state finds nothing, even while the first one is
 * still talking to the provider. @throws OAuthFailure state_unknown
 */
export async function takeFlow(
  db: D1Database,
  provider: ProviderName,
  state: string | undefined,
  browser: string | undefined,
): Promise<{ flow: Flow; secrets: LoginSecrets }> {
  if (!state || !browser) throw new OAuthFailure('state_unknown', 'no state, or no cookie');
  const flow = await db
    .prepare('DELETE FROM oauth_flows WHERE id = ?1 AND browser = ?2 AND provider = ?3 RETURNING *')
    .bind(await hashOf(state), await hashOf(browser), provider)
    .first<Flow>();
  if (!flow) throw new OAuthFailure('state_unknown', 'unknown, used, or of another browser or provider');
  if (!isAhead(flow.expires_at, Date.now(), FLOW_SECONDS * 1000))
    throw new OAuthFailure('state_unknown', 'expired');
  return { flow, secrets: await secretsOf(browser, state) };
}
