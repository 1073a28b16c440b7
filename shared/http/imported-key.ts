// A signing key as WebCrypto takes it: imported once an isolate, and not again for every token.
import type { Key } from './keys.ts';

/** Keys, not promises: a promise whose request was dropped would never settle for the others. */
const imported = new WeakMap<Key, CryptoKey>();
const HS256 = { name: 'HMAC', hash: 'SHA-256' };

export async function importedKey(key: Key): Promise<CryptoKey> {
  const known = imported.get(key);
  if (known) return known;
  const made = await crypto.subtle.importKey('raw', key.secret, HS256, false, ['sign', 'verify']);
  imported.set(key, made);
  return made;
}

/** Finds the key that a token names by its `kid`; for jose's `jwtVerify`. */
export const keyOf =
  (keys: readonly Key[]) =>
  ({ kid }: { kid?: string }): Promise<CryptoKey> => {
    const key = keys.find((k) => k.kid === kid);
    if (!key) throw new Error('unknown kid');
    return importedKey(key);
  };
