// What the board remembers of its last check, since when that is all there is to see, and when each state changed. Pure.
import type { Invariant, InvariantState } from '#shared/mediahub/api/invariant';
import type { Finding } from './checks/check.ts';

/** A board stored by an older version lacks some of them. */
type Later = 'history' | 'broken' | 'covered_since';
type Known = Omit<Invariant, Later> & Partial<Pick<Invariant, Later>>;

/** Whether it has all that pages show now. */
export const isCurrent = (result: Known): result is Invariant =>
  'history' in result && 'broken' in result && 'covered_since' in result;

/** Nothing holds before everything has been looked at once; what is broken is so at once. */
export const stateOf = ({ broken, wholeSince }: Pick<Finding, 'broken' | 'wholeSince'>): InvariantState =>
  broken.length > 0 ? 'red' : wholeSince === null ? 'looking' : 'green';

export interface LastResult {
  results: Invariant[];
  /** When the round began that found these: no result is from before that. */
  checked_at: string;
  /** The round that brought something that a person sees and the one before did not. */
  changed_at: string;
}

/**
 * A check's finding as the board keeps it: its history is added here. `checked_at` is when this check began: all that it speaks of was
 * looked at since.
 */
export type CheckResult = Omit<Invariant, 'checked_at' | 'history'> & { checked_at: string };

const MOST_CHANGES = 60;

/** All that a viewer sees. Of what is looked at whole in each round the time alone is no news; a pass of several rounds is, round by round. */
const shown = (results: readonly Omit<Known, 'history'>[]): string =>
  JSON.stringify(
    results.map(({ id, title, state, total, problem, read_model, broken, evidence, ...times }) => [
      id,
      title,
      state,
      total,
      times.covered_since === times.checked_at ? null : [times.covered_since, times.checked],
      problem,
      read_model,
      broken,
      evidence,
    ]),
  );

export function nextResult(
  before: (Omit<LastResult, 'results'> & { results: Known[] }) | undefined,
  results: readonly CheckResult[],
  checked_at: string,
): LastResult {
  const changed_at = before && shown(before.results) === shown(results) ? before.changed_at : checked_at;
  const known = new Map(before?.results.map(({ id, history = [] }) => [id, history]));
  return {
    results: results.map((result) => {
      const history = known.get(result.id) ?? [];
      const changed = history.at(-1)?.state !== result.state;
      const next = changed ? [...history, { at: result.checked_at, state: result.state }] : history;
      return { ...result, history: next.slice(-MOST_CHANGES) };
    }),
    checked_at,
    changed_at,
  };
}
