// Questions about the past: an aggregate after any of its events, the library when the log stood at a position. The
// past does not change, so an answer is never asked for twice; only how far it goes does.
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { read } from '../../api/http.ts';

/** The newest state when `version` is null. */
export const useStateThen = (aggregateId: string, version: number | null, enabled = true) =>
  useQuery({
    enabled,
    queryKey: ['past', 'state', aggregateId, version],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      read('GET /api/v1/events/aggregate/:id/state', {
        path: { id: aggregateId },
        query: { version },
        signal,
      }),
  });

export type { PastMedia, StateThen } from '#shared/mediahub/api/event';

const PAGE = 60;

/** The library when the log stood at `position`; now, when null. */
export const usePastLibrary = (position: number | null) =>
  useInfiniteQuery({
    queryKey: ['past', 'library', position],
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      read('GET /api/v1/events/library', { query: { position, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor,
  });

const MOST_TICKS = 200;
const OF_LIBRARY = 'MediaUploaded,MediaRenamed,MediaDeleted,MediaAddedToAlbum,MediaRemovedFromAlbum';
const NEWEST_FIRST = { order: 'desc' } as const;

/** Positions of the newest events that one sees in the library, ascending. */
export const useTicks = () =>
  useQuery({
    queryKey: ['past', 'ticks'],
    queryFn: async ({ signal }) => {
      const query = { ...NEWEST_FIRST, type: OF_LIBRARY, limit: MOST_TICKS };
      const events = await read('GET /api/v1/events', { query, signal });
      return events.map(({ position }) => position).reverse();
    },
  });

/** The last of one's own events up to a position; null when there is none. */
export const useEventAt = (position: number | null) =>
  useQuery({
    queryKey: ['past', 'event', position],
    enabled: position !== null,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const query = { ...NEWEST_FIRST, before: (position ?? 0) + 1, limit: 1 };
      return (await read('GET /api/v1/events', { query, signal }))[0] ?? null;
    },
  });
