// Applies a message of the invariant board to the cached answer: most only say that the answer still holds.
import type { QueryClient } from '@tanstack/react-query';
import type { Invariant } from '#shared/mediahub/api/invariant';
import type { LiveMessage } from '#shared/mediahub/api/live';

export const BOARD_KEY = ['invariants'] as const;

/** All times come from one clock, in UTC, so their texts sort by time. */
const isFrom = (board: readonly Invariant[], time: string): boolean =>
  board.every(({ checked_at }) => checked_at !== null && checked_at >= time);

/** An invariant that one round covers is covered again by this round; other progress is news and leads to a new query. */
const coveredAt = (one: Invariant, time: string): Partial<Invariant> =>
  one.covered_since === one.checked_at ? { covered_since: time } : {};

/** Updates the times in the cached answer, if there is one. @returns true when the board has to be queried again */
export function boardChecked(
  client: QueryClient,
  { checked_at, stale_before }: Extract<LiveMessage, { type: 'invariants' }>,
): boolean {
  const known = client.getQueryData<Invariant[]>(BOARD_KEY);
  if (!known) return false;
  if (!isFrom(known, stale_before)) return true;
  client.setQueryData<Invariant[]>(
    BOARD_KEY,
    // Keeps the newer time of an invariant that this page has queried since.
    known.map((one) => (isFrom([one], checked_at) ? one : { ...one, checked_at, ...coveredAt(one, checked_at) })),
  );
  return false;
}
