// Queries about the past: an aggregate after any of its events, the library as of a position in the log. The past does not
// change, so its answers are cached for good; only its end moves.
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

/** Everyone's, which only an operator may ask for, or one's own. */
const scopeOf = (everyone: boolean) => (everyone ? ('all' as const) : null);

/** The library as of `position` in the log; now, when null. */
export const usePastLibrary = (position: number | null, everyone: boolean) =>
  useInfiniteQuery({
    queryKey: ['past', 'library', position, everyone],
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      read('GET /api/v1/events/library', {
        query: { position, limit: PAGE, cursor: pageParam, scope: scopeOf(everyone) },
        signal,
      }),
    getNextPageParam: (page) => page.next_cursor,
  });

const MOST_TICKS = 200;
const OF_LIBRARY = 'MediaUploaded,MediaRenamed,MediaDeleted,MediaAddedToAlbum,MediaRemovedFromAlbum';
const NEWEST_FIRST = { order: 'desc' } as const;

/** Positions of the newest events that one sees in the library, ascending. */
export const useTicks = (everyone: boolean) =>
  useQuery({
    queryKey: ['past', 'ticks', everyone],
    queryFn: async ({ signal }) => {
      const query = { ...NEWEST_FIRST, type: OF_LIBRARY, limit: MOST_TICKS, scope: scopeOf(everyone) };
      const events = await read('GET /api/v1/events', { query, signal });
      return events.map(({ position }) => position).reverse();
    },
  });

/** The last event up to a position, of one's own or everyone's; null when there is none. */
export const useEventAt = (position: number | null, everyone: boolean) =>
  useQuery({
    queryKey: ['past', 'event', position, everyone],
    enabled: position !== null,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const query = { ...NEWEST_FIRST, before: (position ?? 0) + 1, limit: 1, scope: scopeOf(everyone) };
      return (await read('GET /api/v1/events', { query, signal }))[0] ?? null;
    },
  });
