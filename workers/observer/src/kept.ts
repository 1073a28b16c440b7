// What the board remembers of its last check, and since when that is all there is to see. Pure.
import type { Invariant } from '#shared/mediahub/invariants';

export interface Kept {
  results: Invariant[];
  checked_at: string;
  /** The check that brought something that a person sees and the one before did not. */
  changed_at: string;
}

/** All that a person sees, but for the time. */
const shown = (results: readonly Invariant[]): string =>
  JSON.stringify(results.map(({ checked_at: _, ...rest }) => rest));

export function keep(before: Kept | undefined, results: readonly Invariant[], checked_at: string): Kept {
  const changed_at = before && shown(before.results) === shown(results) ? before.changed_at : checked_at;
  return { results: results.map((result) => ({ ...result, checked_at })), checked_at, changed_at };
}
