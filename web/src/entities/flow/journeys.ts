// The journey of one event: where it has been, when, and what became of it there.
import { useQuery } from '@tanstack/react-query';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';
import type { Journey } from '#shared/mediahub/api/flow';
import type { EventType } from '#shared/mediahub/events/catalogue';
import { read } from '../../api/http.ts';

export type { Journey };

/** Asked again as the event moves on: the live feed says when. */
export const useJourney = (position: number) =>
  useQuery({
    queryKey: ['flow', 'journey', position],
    staleTime: 0,
    queryFn: ({ signal }) =>
      read('GET /api/v1/events/journey/:position', { path: { position: String(position) }, signal }),
  });

const MEDIA: readonly EventType[] = [
  'MediaUploaded',
  'MediaProcessed',
  'MediaProcessingFailed',
  'MediaRenamed',
  'MediaUploadCompensated',
  'MediaDeleted',
  'MediaAddedToAlbum',
  'MediaRemovedFromAlbum',
  'AlbumDeleted',
];
const ALBUM: readonly EventType[] = [
  'AlbumCreated',
  'AlbumDetailsChanged',
  'AlbumDeleted',
  'MediaAddedToAlbum',
  'MediaRemovedFromAlbum',
  'MediaProcessed',
  'MediaDeleted',
  'MediaUploadCompensated',
];

/** The events that change the rows of a read model. It takes every event; the others only move its checkpoint. */
const CHANGES: Partial<Record<SubscriptionName, ReadonlySet<string>>> = {
  media: new Set(MEDIA),
  album: new Set(ALBUM),
  notification: new Set<EventType>(['NotificationSent', 'NotificationRead']),
};

const changesRows = (name: SubscriptionName, eventType: string): boolean => CHANGES[name]?.has(eventType) ?? true;

export type Outcome = 'waiting' | 'applied' | 'nothing' | 'parked' | 'retrying';

export interface Stop {
  name: SubscriptionName;
  outcome: Outcome;
  /** When it took it, if that was noted. */
  at: string | null;
  /** How often it came again and was refused. */
  refused: number;
  /** How often it failed before. */
  failed: number;
  /** Why it is parked or failed last. */
  text: string | null;
}

/** What became of the event at each subscription. Pure. */
export function stopsOf({ event, subscriptions, notes }: Journey): Stop[] {
  return subscriptions.map(({ name, passed, parked }) => {
    const here = notes.filter(({ place }) => place === name);
    const count = (what: string) => here.filter((note) => note.what === what).length;
    const failed = count('failed');
    const lastFailure = here.findLast(({ what }) => what === 'failed')?.text ?? null;
    const outcome: Outcome =
      parked !== null
        ? 'parked'
        : passed
          ? changesRows(name, event.event_type)
            ? 'applied'
            : 'nothing'
          : failed > 0
            ? 'retrying'
            : 'waiting';
    return {
      name,
      outcome,
      at: here.find(({ what }) => what === 'applied')?.at ?? null,
      refused: count('refused'),
      failed,
      text: parked ?? (passed ? null : lastFailure),
    };
  });
}

/** Milliseconds from one instant to another; null where one is not known, or the clock went back. */
export function between(from: string | null, to: string | null): number | null {
  if (from === null || to === null) return null;
  const ms = Date.parse(to) - Date.parse(from);
  return ms >= 0 ? ms : null;
}
