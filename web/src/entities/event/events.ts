// Questions to the event log, newest first. New events come with the live feed and are put on top.
import type { AggregateType } from '#shared/mediahub/events/catalogue';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { EventType } from '#shared/mediahub/events/catalogue';
import { read } from '../../api/http.ts';
import { eventsKey, matchesEvent, type EventFilter } from '../../api/live/filters.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';

const PAGE = 50;

/** Other people's events do not come by the live feed: while they are shown, they are asked for this often. */
const EVERYONE_MS = 3_000;

export function useEvents(filter: EventFilter) {
  const { memory } = useLive();
  const { everyone = false, upto = null, ...asked } = filter;
  return useInfiniteQuery({
    queryKey: eventsKey(filter),
    refetchInterval: everyone && upto === null ? EVERYONE_MS : false,
    initialPageParam: null as string | null,
    queryFn: async ({ pageParam, signal }) => {
      const before = pageParam ?? (upto === null ? null : upto + 1);
      const scope = everyone ? ('all' as const) : null;
      const query = { order: 'desc' as const, limit: PAGE, before, scope, ...asked };
      const page = await read('GET /api/v1/events', { query, signal });
      const last = page.length === PAGE ? page.at(-1) : undefined;
      const data =
        pageParam === null ? memory.withNewerEvents(page, (event) => matchesEvent(filter, event)) : page;
      return { data, next: last ? String(last.position) : null };
    },
    getNextPageParam: (page) => page.next,
  });
}

/** One colour per aggregate type. */
export const AGGREGATE_DOT: Readonly<Record<string, string>> = {
  Media: 'bg-media',
  Album: 'bg-album',
  Notification: 'bg-notification',
  User: 'bg-user',
  Subscription: 'bg-accent',
  Export: 'bg-accent',
  Content: 'bg-media',
  Renewal: 'bg-media',
} satisfies Record<AggregateType, string>;

/** 'media-0199f2c4-…' → 'media-…7b1e': kind and the end, which differs. */
export const shortId = (id: string): string => {
  const kind = id.slice(0, id.indexOf('-'));
  return `${kind}-…${id.slice(-4)}`;
};

/** One entry for every type of the published language: a new one that is missing here does not compile. */
const ALL_TYPES: Record<EventType, true> = {
  MediaUploaded: true,
  MediaProcessed: true,
  MediaRendered: true,
  MediaDescribed: true,
  MediaProcessingFailed: true,
  MediaRenamed: true,
  MediaDeleted: true,
  MediaPurged: true,
  MediaUploadCompensated: true,
  AlbumCreated: true,
  AlbumDetailsChanged: true,
  AlbumDeleted: true,
  MediaAddedToAlbum: true,
  MediaRemovedFromAlbum: true,
  UserRegistered: true,
  NotificationSent: true,
  NotificationRead: true,
  ParkedEventDiscarded: true,
  ExportRequested: true,
  ExportCollected: true,
  ExportProgressed: true,
  ExportWritten: true,
  ExportCompleted: true,
  ExportDiscarded: true,
  ExportExpired: true,
  ContentClaimed: true,
  RenewalRequested: true,
  RenewalAdvanced: true,
  RenewalStopped: true,
  RenewalCompleted: true,
};
export const EVENT_TYPES = Object.keys(ALL_TYPES) as EventType[];
