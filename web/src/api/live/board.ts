// What a message of the invariant board does to the answer that is known: most say only that it still holds.
import type { QueryClient } from '@tanstack/react-query';
import type { Invariant } from '#shared/mediahub/api/invariant';
import type { LiveMessage } from '#shared/mediahub/api/live';

export const BOARD_KEY = ['invariants'] as const;

/** Times of one clock, all in UTC: as text they sort as they are. */
const isFrom = (board: readonly Invariant[], time: string): boolean =>
  board.every(({ checked_at }) => checked_at !== null && checked_at >= time);

/** What was looked at whole in one round still is: any other progress is news, and asked for again. */
const coveredAt = (one: Invariant, time: string): Partial<Invariant> =>
  one.covered_since === one.checked_at ? { covered_since: time } : {};

/** Dates the known answer. True when it has to be asked for again; where no one ever asked, nothing is to be done. */
export function boardChecked(
  client: QueryClient,
  { checked_at, stale_before }: Extract<LiveMessage, { type: 'invariants' }>,
): boolean {
  const known = client.getQueryData<Invariant[]>(BOARD_KEY);
  if (!known) return false;
  if (!isFrom(known, stale_before)) return true;
  client.setQueryData<Invariant[]>(
    BOARD_KEY,
    // Each was looked at then or later; one that this page has asked for since says so itself.
    known.map((one) => (isFrom([one], checked_at) ? one : { ...one, checked_at, ...coveredAt(one, checked_at) })),
  );
  return false;
}
