// The sequencer's rule, pure: which positions the waiting events get. Versions of an aggregate are continued
// without a hole, known versions are recognised, a gap is refused without touching the others.
import type { LoggedEvent, StreamEvent } from '#shared/engine/event/envelope';

export interface Submission {
  aggregate_id: string;
  events: StreamEvent[];
  /** The log is said to hold nothing of it. */
  is_new?: boolean;
}

export type Sequenced =
  /** `fresh` were given positions; versions up to `known` are in the log already. */
  { known: number; fresh: LoggedEvent[] } | { gap: number };

/**
 * @param head the log's last position
 * @param lastVersions each aggregate's last version in the log (absent: 0)
 */
export function sequence(
  head: number,
  lastVersions: ReadonlyMap<string, number>,
  submissions: readonly Submission[],
): { rows: LoggedEvent[]; outcomes: Sequenced[]; lastVersions: Map<string, number> } {
  const last = new Map(lastVersions);
  const rows: LoggedEvent[] = [];
  const outcomes = submissions.map(({ aggregate_id, events }): Sequenced => {
    const known = last.get(aggregate_id) ?? 0;
    const fresh = events.filter((event) => event.version > known);
    if (fresh.some((event, n) => event.version !== known + 1 + n)) return { gap: known };
    const placed = fresh.map((event, n) => ({ ...event, position: head + rows.length + 1 + n }));
    rows.push(...placed);
    last.set(aggregate_id, known + fresh.length);
    return { known, fresh: placed };
  });
  return { rows, outcomes, lastVersions: last };
}
