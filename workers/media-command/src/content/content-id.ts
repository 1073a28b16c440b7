// The name of the stream of some bytes of some user: a keyed hash of both (HMAC, RFC 2104).
import { derivedId } from '#shared/mediahub/ids';
import type { Env } from '../env.ts';
import { toHex } from '#shared/engine/runtime/bytes';

const ONE = 'key';
const HMAC = { name: 'HMAC', hash: 'SHA-256' };
/** The key, not a promise of it: a promise of an aborted upload would never settle for later uploads. */
let imported: CryptoKey | undefined;

async function keyFrom(env: Pick<Env, 'CONTENT_KEY'>): Promise<CryptoKey> {
  if (imported) return imported;
  const bytes = await env.CONTENT_KEY.getByName(ONE).bytes();
  return (imported = await crypto.subtle.importKey('raw', bytes.slice(), HMAC, false, ['sign']));
}

/** @param sha256 the hash by which the content is known: of the bytes, or of their parts' hashes */
export async function contentId(env: Pick<Env, 'CONTENT_KEY'>, userId: string, sha256: string): Promise<string> {
  const key = await keyFrom(env);
  const named = new TextEncoder().encode(JSON.stringify([userId, sha256]));
  return derivedId('content', toHex(await crypto.subtle.sign('HMAC', key, named)));
}
