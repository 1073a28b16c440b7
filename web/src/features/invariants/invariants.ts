// Questions to the invariant board. It checks by itself every ten seconds while somebody looks, and nobody is told when
// it has: so after the last live message there is one more look, when the board must have checked once since.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { Invariant, InvariantState } from '#shared/invariants';
import { read, write } from '../../app/api.ts';
import { useUser } from '../login/me.ts';

const KEY = ['invariants'] as const;

/** A little more than the board takes from one check to the next. */
const LATE_MS = 13_000;

export function useInvariants() {
  const { operator } = useUser();
  const board = useQuery({
    queryKey: KEY,
    enabled: operator,
    staleTime: 0,
    queryFn: ({ signal }) => read<Invariant[]>('/api/v1/invariants', { signal }),
  });
  const { dataUpdatedAt, refetch } = board;
  const late = useRef(false);
  useEffect(() => {
    // The late look itself calls for no other one, or this would be polling.
    if (dataUpdatedAt === 0 || late.current) {
      late.current = false;
      return undefined;
    }
    const timer = setTimeout(() => {
      late.current = true;
      void refetch();
    }, LATE_MS);
    return () => clearTimeout(timer);
  }, [dataUpdatedAt, refetch]);
  return board;
}

/** Has everything checked now. */
export function useCheckNow() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => write<Invariant[]>('POST', '/api/v1/invariants/check'),
    onSuccess: async ({ data }) => {
      // An older answer that is still under way must not take its place.
      await client.cancelQueries({ queryKey: KEY });
      client.setQueryData(KEY, data);
    },
  });
}

const RANK: Record<InvariantState, number> = { red: 0, unknown: 1, green: 2 };

/** What needs a look first. */
export const worstFirst = (board: readonly Invariant[]): Invariant[] =>
  board.toSorted((a, b) => RANK[a.state] - RANK[b.state]);

export const countOf = (board: readonly Invariant[], state: InvariantState): number =>
  board.filter((one) => one.state === state).length;
