// The one way to write to the log of the platform: a line of JSON that says how bad it is, what happened, and what of the
// request it belongs to.
export type Level = 'warn' | 'error';

/**
 * @param what in a few words, always the same for the same thing
 * @param details `trace_id` where there is a request; an `error` is written as text
 */
export function log(level: Level, what: string, details: Readonly<Record<string, unknown>> = {}): void {
  const { error, ...rest } = details;
  const line = JSON.stringify({ level, what, ...rest, ...('error' in details ? { error: String(error) } : {}) });
  if (level === 'error') console.error(line);
  else console.warn(line);
}
