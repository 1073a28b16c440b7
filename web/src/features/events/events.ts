// Questions to the event log, newest first. New events come with the live feed and are put on top.
import { useInfiniteQuery } from '@tanstack/react-query';
import type { EventType } from '#shared/events/catalogue';
import type { AggregateType, LoggedEvent } from '#shared/events/envelope';
import { read } from '../../app/api.ts';
import { eventsKey, matchesEvent, type EventFilter } from '../../app/live/filters.ts';
import { useLive } from '../../app/live/LiveProvider.tsx';

const PAGE = 50;

export function useEvents(filter: EventFilter) {
  const { memory } = useLive();
  return useInfiniteQuery({
    queryKey: eventsKey(filter),
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const query = { order: 'desc', limit: PAGE, before: pageParam, ...filter };
      const page = await read<LoggedEvent[]>('/api/v1/events', { query, signal });
      const last = page.length === PAGE ? page.at(-1) : undefined;
      const data =
        pageParam === null ? memory.withNewerEvents(page, (event) => matchesEvent(filter, event)) : page;
      return { data, next: last ? String(last.position) : null };
    },
    getNextPageParam: (page) => page.next,
  });
}

/** One colour per aggregate type. */
export const AGGREGATE_DOT: Record<AggregateType, string> = {
  Media: 'bg-media',
  Album: 'bg-album',
  Notification: 'bg-notification',
  User: 'bg-user',
  Subscription: 'bg-accent',
};

/** 'media-0199f2c4-…' → 'media-…7b1e': kind and the end, which differs. */
export const shortId = (id: string): string => {
  const kind = id.slice(0, id.indexOf('-'));
  return `${kind}-…${id.slice(-4)}`;
};

/** Every type of the published language, by the type of its aggregate. */
export const EVENT_TYPES: readonly EventType[] = [
  'MediaUploaded',
  'MediaProcessed',
  'MediaProcessingFailed',
  'MediaRenamed',
  'MediaDeleted',
  'MediaPurged',
  'MediaUploadCompensated',
  'AlbumCreated',
  'AlbumDetailsChanged',
  'AlbumDeleted',
  'MediaAddedToAlbum',
  'MediaRemovedFromAlbum',
  'UserRegistered',
  'NotificationSent',
  'NotificationRead',
];
