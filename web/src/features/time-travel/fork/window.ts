// The events that a fork covers, and what was before them: read by the paged routes, bounded, and folded nowhere but here.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { read } from '../../../api/http.ts';
import { useUser } from '../../../entities/user/me.ts';

const PAGE = 200;
const MOST_PAGES = 3;
/** Where a visit without a link begins: so many events before the newest. */
const NEWEST = 50;
/** How many aggregates are compared. */
export const MOST_AGGREGATES = 50;

export interface Covered {
  events: LoggedEvent[];
  /** Whether they reach the present. */
  complete: boolean;
}

/** One's own newest events: the last position, and where to begin. */
export const useNewest = () =>
  useQuery({
    queryKey: ['fork', 'newest'],
    refetchOnMount: 'always',
    queryFn: async ({ signal }) => {
      const query = { order: 'desc', limit: NEWEST } as const;
      const events = await read('GET /api/v1/events', { query, signal });
      return { head: events[0]?.position ?? 0, from: events.at(-1)?.position ?? 1 };
    },
  });

/** The user's events from a position on, or those of one stream; an operator may read the stream of any user. */
export function useCovered(from: number | null, stream: string | null) {
  const { operator } = useUser();
  return useQuery({
    queryKey: ['fork', 'covered', from, stream],
    enabled: from !== null,
    placeholderData: keepPreviousData,
    refetchOnMount: 'always',
    queryFn: async ({ signal }): Promise<Covered> => {
      const events: LoggedEvent[] = [];
      const scope = stream !== null && operator ? ('all' as const) : null;
      for (let page = 0; page < MOST_PAGES; page++) {
        const after = events.at(-1)?.position ?? (from ?? 1) - 1;
        const query = { after, limit: PAGE, aggregate_id: stream, scope };
        const next = await read('GET /api/v1/events', { query, signal });
        events.push(...next);
        if (next.length < PAGE) return { events, complete: true };
      }
      return { events, complete: false };
    },
  });
}

/** The states of these aggregates before the given versions, by id. */
export function useBases(versions: ReadonlyMap<string, number>) {
  const asked = [...versions].filter(([, version]) => version > 1);
  return useQuery({
    queryKey: ['fork', 'bases', asked],
    queryFn: async ({ signal }) => {
      const states = asked.map(async ([id, version]): Promise<[string, object | null]> => {
        const query = { version: version - 1 };
        const { state } = await read('GET /api/v1/events/aggregate/:id/state', { path: { id }, query, signal });
        return [id, state];
      });
      return new Map(await Promise.all(states));
    },
  });
}
