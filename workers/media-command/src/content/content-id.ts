// The name of the stream of some bytes of some user: a keyed hash of both (HMAC, RFC 2104).
import { derivedId } from '#shared/mediahub/ids';
import type { Env } from '../env.ts';
import { toHex } from '#shared/engine/runtime/bytes';

const ONE = 'key';
let imported: Promise<CryptoKey> | undefined;

async function importKey(env: Pick<Env, 'CONTENT_KEY'>): Promise<CryptoKey> {
  const bytes = await env.CONTENT_KEY.getByName(ONE).bytes();
  return crypto.subtle.importKey('raw', bytes.slice(), { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
}

/** @param sha256 the hash by which the content is known: of the bytes, or of their parts' hashes */
export async function contentId(env: Pick<Env, 'CONTENT_KEY'>, userId: string, sha256: string): Promise<string> {
  imported ??= importKey(env);
  const key = await imported.catch((error: unknown) => {
    imported = undefined;
    throw error;
  });
  const named = new TextEncoder().encode(JSON.stringify([userId, sha256]));
  return derivedId('content', toHex(await crypto.subtle.sign('HMAC', key, named)));
}
