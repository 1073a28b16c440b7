// One way to write a log line: JSON with a level, what happened, and the trace it belongs to. What could open a door is taken
// out here, once, and not at every caller: tokens, cookies, keys, and the query of an address.

export type Level = 'error' | 'warn';

/** Names of fields whose value is never written. */
const SECRET_FIELD =
  /^(authorization|cookie|set-cookie|token|access_token|id_token|refresh_token|secret|client_secret|verifier|nonce|password|\w+_keys)$/i;

/** What a secret looks like inside a text: JWTs, tokens with a prefix, 32 random bytes, credentials, cookies, values of a query. */
const SECRETS: readonly [RegExp, string][] = [
  [/eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, '[token]'],
  [/\b[a-z]{2,4}_[\w-]{30,}/g, '[token]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [token]'],
  [/(cookie["']?\s*[:=]\s*["']?)[^"\n]+/gi, '$1[cookie]'],
  [/(__Host-[\w-]+)=[^;\s"]+/g, '$1=[cookie]'],
  [/([?&](?:code|state|token|access_token|id_token|signature|sig)=)[^&\s"]+/gi, '$1[value]'],
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, '[secret]'],
];

/** A text without what could open a door. */
export const redacted = (text: string): string =>
  SECRETS.reduce((left, [pattern, instead]) => left.replaceAll(pattern, instead), text);

function written(name: string, value: unknown): unknown {
  if (SECRET_FIELD.test(name)) return '[secret]';
  if (value instanceof Error) {
    const { cause } = value;
    const why = cause instanceof Error || typeof cause === 'string' ? ` (${redacted(String(cause))})` : '';
    return redacted(String(value)) + why;
  }
  if (typeof value === 'string') return redacted(value);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, written(key, inner)]));
  return value;
}

/** Writes one line. `trace_id`, where there is one, belongs into `fields`. */
export function log(level: Level, what: string, fields: Readonly<Record<string, unknown>> = {}): void {
  const safe = Object.entries(fields).map(([name, value]) => [name, written(name, value)]);
  console[level](JSON.stringify({ level, what: redacted(what), ...Object.fromEntries(safe) }));
}
