// Questions to the saga monitor. Messages of the live feed carry whole sagas: the newer revision wins.
import { keepPreviousData, useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { SagaTimelineEntry, SagaView } from '#shared/engine/saga/view';
import { read, readPage, write, type Page } from '../../api/http.ts';
import { ANY_SAGA, matchesSaga, sagaListKey, type SagaFilter, type SagaSearch } from '../../api/live/filters.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { shortId } from '../event/events.ts';

const PAGE = 30;

/** Newest first. */
export function useSagas(filter: SagaFilter, search: SagaSearch = ANY_SAGA) {
  const { memory } = useLive();
  return useInfiniteQuery({
    queryKey: sagaListKey(filter, search),
    placeholderData: keepPreviousData,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const { data, next } = await readPage(pageParam, 'GET /api/v1/sagas', {
        query: { status: filter, limit: PAGE, ...search },
        signal,
      });
      const wanted = (saga: SagaView) => matchesSaga(filter, saga, search);
      const begun = pageParam === null ? memory.begunAfter(data, wanted) : [];
      return { data: [...begun, ...memory.newest(data)], next };
    },
    getNextPageParam: (page) => page.next,
  });
}

/** One saga; nothing is asked while the id is null. */
export function useSaga(id: string | null) {
  const { memory } = useLive();
  return useQuery({
    queryKey: ['sagas', 'one', id],
    enabled: id !== null,
    queryFn: async ({ signal }) => {
      const saga = await read('GET /api/v1/sagas/:id', { path: { id: id ?? '' }, signal });
      return memory.newest([saga])[0] ?? saga;
    },
  });
}

/** A page shows no more than these; the API has the rest. */
export const MOST_ENTRIES = 2_000;

/** What a saga took in, in order, page by page. */
export async function timelineOf(
  id: string,
  signal: AbortSignal,
): Promise<{ entries: SagaTimelineEntry[]; more: boolean }> {
  const entries: SagaTimelineEntry[] = [];
  let next: string | null = null;
  do {
    const page: Page<SagaTimelineEntry[]> = await readPage(next, 'GET /api/v1/sagas/:id/timeline', {
      path: { id },
      signal,
    });
    entries.push(...page.data);
    next = page.next;
  } while (next !== null && entries.length < MOST_ENTRIES);
  return { entries, more: next !== null };
}

/** Asked again when the saga has moved. */
export const useTimeline = (id: string) =>
  useQuery({ queryKey: ['timelines', id], queryFn: ({ signal }) => timelineOf(id, signal) });

/** Looks up the latest saga of an aggregate, among those that were listed or moved lately. */
export function useSagaOf(): (aggregateId: string) => SagaView | null {
  const { memory } = useLive();
  const { data } = useSagas('all');
  const listed = useMemo(() => {
    const newestFirst = data?.pages.flatMap((page) => page.data) ?? [];
    return new Map(newestFirst.toReversed().map((saga) => [saga.aggregate_id, saga]));
  }, [data]);
  return (aggregateId) => memory.sagaOf(aggregateId) ?? listed.get(aggregateId) ?? null;
}

/** Puts a parked saga back to work. */
export function useResumeSaga() {
  const { want } = useLive();
  return useMutation({
    mutationFn: (id: string) => write('POST /api/v1/sagas/:id/resume', { path: { id } }),
    onSuccess: () => want('parked'),
  });
}

/** Lets a parked saga go on without the step that keeps failing. */
export function useSkipStep() {
  const { want } = useLive();
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) =>
      write('POST /api/v1/sagas/:id/skip', { path: { id }, body: { reason } }),
    onSuccess: () => want('parked'),
  });
}

/** What a saga is about, for people: some know no more than an id. */
export const subjectOf = ({ subject, aggregate_id }: SagaView): string =>
  subject === aggregate_id ? shortId(aggregate_id) : subject;

/** The saga of an aggregate, however long ago it was: the live feed's, or else the newest that the monitor finds. */
export function useSagaAbout(aggregateId: string): SagaView | null {
  const live = useSagaOf()(aggregateId);
  const { data } = useSagas('all', { type: '', q: aggregateId });
  return live ?? data?.pages[0]?.data[0] ?? null;
}
