// Questions to the invariant board. It checks by itself while someone looks, and says so in the live feed; a page asks
// again when that brought something new.
import { focusManager, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import type { Invariant, InvariantState } from '#shared/mediahub/api/invariant';
import { read, write } from '../../api/http.ts';
import { BOARD_KEY } from '../../api/live/board.ts';
import { useUser } from '../../entities/user/me.ts';

const subscribe = (changed: () => void) => focusManager.subscribe(changed);
const isVisible = () => focusManager.isFocused();

/** A hidden page asks nothing: every look keeps the checks going. It asks when it is seen again. */
export function useInvariants() {
  const { operator } = useUser();
  const visible = useSyncExternalStore(subscribe, isVisible);
  return useQuery({
    queryKey: BOARD_KEY,
    enabled: operator && visible,
    staleTime: 0,
    queryFn: ({ signal }) => read('GET /api/v1/invariants', { signal }),
  });
}

/** Has everything checked now. */
export function useCheckNow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => write('POST /api/v1/invariants/check'),
    onSuccess: async ({ data }) => {
      // An older answer that is still under way must not take its place.
      await client.cancelQueries({ queryKey: BOARD_KEY });
      client.setQueryData(BOARD_KEY, data);
    },
  });
}

/** A state as it is shown: an invariant that holds because there is no data yet looks different from a checked one. */
export type Look = InvariantState | 'nothing';

export const lookOf = ({ state, total }: Pick<Invariant, 'state' | 'total'>): Look =>
  state === 'green' && total === 0 ? 'nothing' : state;

const RANK: Record<InvariantState, number> = { red: 0, unknown: 1, looking: 2, green: 3 };

/** The worst first. */
export const worstFirst = (board: readonly Invariant[]): Invariant[] =>
  board.toSorted((a, b) => RANK[a.state] - RANK[b.state]);

export const countOf = (board: readonly Invariant[], look: Look): number =>
  board.filter((one) => lookOf(one) === look).length;
