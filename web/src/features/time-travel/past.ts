// Questions about the past: an aggregate after any of its events, the library when the log stood at a position. The
// past does not change, so an answer is never asked for twice; only how far it goes does.
import type { AggregateType } from '#shared/mediahub/events/catalogue';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { StreamEvent } from '#shared/engine/envelope';
import { read } from '../../api/http.ts';

export interface StateThen {
  aggregate_id: string;
  aggregate_type: AggregateType;
  version: number;
  latest_version: number;
  /** Null before the first event. */
  state: object | null;
  /** The event that led to it. */
  event: StreamEvent | null;
  /** Paths into the state, such as `status`, that this event changed. */
  changed: string[];
}

/** The newest state when `version` is null. */
export const useStateThen = (aggregateId: string, version: number | null) =>
  useQuery({
    queryKey: ['past', 'state', aggregateId, version],
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      read<StateThen>(`/api/v1/events/aggregate/${encodeURIComponent(aggregateId)}/state`, {
        query: { version },
        signal,
      }),
  });

export interface PastMedia {
  id: string;
  status: string;
  filename: string;
  content_type: string;
  width: number | null;
  height: number | null;
  uploaded_at: string;
  albums: { id: string; name: string }[];
}

interface PastLibrary {
  position: number;
  head: number;
  media: PastMedia[];
  next_cursor: string | null;
}

const PAGE = 60;

/** The library when the log stood at `position`; now, when null. */
export const usePastLibrary = (position: number | null) =>
  useInfiniteQuery({
    queryKey: ['past', 'library', position],
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      read<PastLibrary>('/api/v1/events/library', { query: { position, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: (page) => page.next_cursor,
  });
