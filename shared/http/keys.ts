// Signing keys as configuration, and what is refused as one (RFC 8725 section 3.5): a key must be random and secret, and
// a start with a weak one fails. A test cannot prove randomness; it can refuse what people really put there.

const MIN_KEY_BYTES = 32;
const MIN_VARIETY = 12;

export interface Key {
  kid: string;
  secret: Uint8Array<ArrayBuffer>;
}

export type Keys = readonly [Key, ...Key[]];

/** An isolate has one or two of them: parsed once, they are the same objects for every request. */
const parsed = new Map<string, Keys>();
const REMEMBERED = 16;

/** Keys printed in documents that are often copied: RFC 7515 A.1 and RFC 7520 3.5. */
const PUBLISHED = new Set([
  'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow',
  'hJtXIZ2uSN5kbQfbtTNWbpdmhkV8FJG-Onbc6mxCcYg',
]);

/**
 * Parses `kid:base64url[,kid:base64url]`: the first key signs, all verify (rotation).
 * @throws when a key is missing, weak or published, or two have one kid
 */
export function parseKeys(text: string | undefined): Keys {
  const known = parsed.get(text ?? '');
  if (known) return known;
  const keys = parse(text ?? '');
  if (parsed.size >= REMEMBERED) parsed.clear();
  parsed.set(text ?? '', keys);
  return keys;
}

function parse(text: string): Keys {
  const [first, ...rest] = text.split(',').filter(Boolean).map(parseKey);
  if (!first) throw new Error('no signing key is configured');
  const kids = [first, ...rest].map(({ kid }) => kid);
  const twice = kids.find((kid, n) => kids.indexOf(kid) < n);
  if (twice !== undefined) throw new Error(`two signing keys have the kid ${twice}`);
  return [first, ...rest];
}

function parseKey(text: string): Key {
  const [kid, encoded, more] = text.split(':');
  if (!kid || !encoded || more !== undefined) throw new Error('a signing key is written kid:base64url');
  if (!/^[A-Za-z0-9_-]+$/.test(encoded)) throw new Error(`signing key ${kid} is not base64url`);
  const base64 = encoded.replaceAll('-', '+').replaceAll('_', '/');
  const secret = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
  const why = PUBLISHED.has(encoded) ? 'is printed in a public document' : weakness(secret);
  if (why !== undefined) throw new Error(`signing key ${kid} ${why}: it must be ${MIN_KEY_BYTES} random bytes`);
  return { kid, secret };
}

/** Why these bytes are no random key. Each rule refuses a random key of 32 bytes less often than once in 10^12. */
function weakness(secret: Uint8Array): string | undefined {
  if (secret.length < MIN_KEY_BYTES) return `has ${secret.length} bytes`;
  if (new Set(secret).size < MIN_VARIETY) return 'repeats itself';
  // A sentence, or base64 or hex encoded again: bytes that could be typed.
  if (secret.every((byte) => byte >= 0x20 && byte < 0x7f)) return 'is text';
  // 1, 2, 3 … as examples have it: few different distances between neighbours.
  const distances = new Set(Array.from(secret.slice(1), (byte, n) => (byte - (secret[n] ?? 0)) & 0xff));
  if (distances.size < MIN_VARIETY) return 'is a sequence';
  return undefined;
}
