// Which read models an event changes: the browser's side of "who subscribes to what". Pure, so that it can be
// read as a table.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SubscriptionName } from '#shared/mediahub/subscriptions';

/** First part of every query key: one per read model that can be asked again. */
export const AREAS = [
  'media',
  'albums',
  'exports',
  'notifications',
  'sagas',
  'timelines',
  'events',
  'projections',
  'flow',
  'parked',
  'chaos',
  'invariants',
  'health',
] as const;
export type Area = (typeof AREAS)[number];

/** The areas to ask again after this event. `events` is not among them: the event itself is the news. */
export function affected(event: Pick<LoggedEvent, 'aggregate_type' | 'event_type'>): Area[] {
  switch (event.aggregate_type) {
    case 'Media':
      return ['media', 'projections', 'flow'];
    case 'Album':
      // The media read model lists the albums of a media item, too.
      return ['albums', 'media', 'projections', 'flow'];
    case 'Notification':
      // The notification read model reports by itself when it has got there.
      return ['projections', 'flow'];
    case 'Export':
      return ['exports', 'projections', 'flow'];
    default:
      return ['projections', 'flow'];
  }
}

/** The areas to ask again once this subscription's read model has been rebuilt: its rows may be others than before. */
export function repaired(name: SubscriptionName): Area[] {
  switch (name) {
    case 'media':
      return ['media', 'invariants'];
    case 'album':
      return ['albums', 'invariants'];
    case 'notification':
      return ['notifications', 'invariants'];
    case 'live':
    case 'saga':
      // They have no rows for a page to read.
      return [];
    default:
      return ['invariants'];
  }
}
