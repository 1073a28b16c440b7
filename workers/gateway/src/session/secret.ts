// Random secrets, and the hashes that databases hold of them: a stolen table opens nothing. A secret of 32 random
// bytes needs no slow hash.
import { toBase64url } from '#shared/engine/runtime/bytes';

const BYTES = 32;

/** 32 random bytes as 43 characters. */
export const randomSecret = (): string => toBase64url(crypto.getRandomValues(new Uint8Array(BYTES)));

/** SHA-256, as 43 characters. */
export async function hashOf(text: string): Promise<string> {
  return toBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))));
}
