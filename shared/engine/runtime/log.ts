// One way to write a log line: JSON with a level, what happened, and the trace it belongs to. Secrets are removed
// out here, once, and not at every caller: tokens, cookies, keys, and the query of an address. It never throws, and no line
// grows with what is logged.

export type Level = 'error' | 'warn';

/** Names of fields whose value is never written. */
const SECRET_FIELD =
  /^(authorization|cookie|set-cookie|token|access_token|id_token|refresh_token|secret|client_secret|verifier|code_verifier|nonce|password|\w+_keys)$/i;

/** What a secret looks like inside a text: JWTs, tokens with a prefix, 32 random bytes, credentials, cookies, values of a query. */
const SECRETS: readonly [RegExp, string][] = [
  [/eyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, '[token]'],
  [/(?<![a-z])[a-z]{2,4}_[\w-]{30,}/gi, '[token]'],
  [/\bGOCSPX-[\w-]+/g, '[secret]'],
  [/\b(Bearer|Basic)\s+[\w.~+/=-]+/gi, '$1 [token]'],
  [/(cookie["']?\s*[:=]\s*["']?)[^"\n]+/gi, '$1[cookie]'],
  [/(__Host-[\w-]+)=[^;\s"]+/g, '$1=[cookie]'],
  [/([?&](?:code|state|token|access_token|id_token|signature|sig)=)[^&\s"]+/gi, '$1[value]'],
  // 32 random bytes, a provider's client secret, and what signs an address.
  [/(?<![\w-])[\w-]{43}(?![\w-])/g, '[secret]'],
  [/(?<![\w-])[\da-f]{40}(?![\w-])/g, '[secret]'],
];

const MOST_READ = 10_000;
const MOST_WRITTEN = 2_000;
const MOST_PARTS = 50;
const DEEPEST = 4;

/** A text without what could open a door. Of a long one the beginning; a secret that the cut would halve goes with the rest. */
export function redacted(text: string): string {
  const read = text.length > MOST_READ ? text.slice(0, MOST_READ).replace(/\S*$/, '') : text;
  const clean = SECRETS.reduce((left, [pattern, instead]) => left.replaceAll(pattern, instead), read);
  return clean.length > MOST_WRITTEN || read !== text ? `${clean.slice(0, MOST_WRITTEN)}…` : clean;
}

function ofError(error: Error): string {
  const { cause } = error;
  const why = cause instanceof Error || typeof cause === 'string' ? ` (${redacted(String(cause))})` : '';
  return redacted(String(error)) + why;
}

function written(name: string, value: unknown, depth: number): unknown {
  if (SECRET_FIELD.test(name)) return '[secret]';
  if (value instanceof Error) return ofError(value);
  if (typeof value === 'string') return redacted(value);
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === DEEPEST) return '[more]';
  if (Array.isArray(value)) return value.slice(0, MOST_PARTS).map((inner) => written('', inner, depth + 1));
  const parts = Object.entries(value).slice(0, MOST_PARTS);
  return Object.fromEntries(parts.map(([key, inner]) => [redacted(key), written(key, inner, depth + 1)]));
}

/** Writes one line. Put `trace_id`, if there is one, into `fields`. */
export function log(level: Level, what: string, fields: Readonly<Record<string, unknown>> = {}): void {
  const safe = Object.entries(fields).map(([name, value]) => [name, written(name, value, 0)]);
  console[level](JSON.stringify({ level, what: redacted(what), ...Object.fromEntries(safe) }));
}

const MOST_TRACES = 10;

/** The traces of several events, each once, for a line that is about all of them. */
export const tracesOf = (events: readonly { metadata: { correlation_id: string } }[]): string[] =>
  [...new Set(events.slice(0, 10 * MOST_TRACES).map(({ metadata }) => metadata.correlation_id))].slice(
    0,
    MOST_TRACES,
  );
