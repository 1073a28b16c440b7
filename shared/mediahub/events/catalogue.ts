// The published language of MediaHub in one place: every aggregate with its events.
import { defineCatalogue } from '#shared/engine/event/catalogue';
import type { SubscriptionEvent } from '#shared/engine/event/subscription-events';
import { ALBUM_EVENTS, ALBUM_UPCASTERS, type AlbumEvent } from './album.ts';
import { CONTENT_EVENTS, type ContentEvent } from './content.ts';
import { EXPORT_EVENTS, EXPORT_UPCASTERS, type ExportEvent } from './export.ts';
import { MEDIA_EVENTS, type MediaEvent } from './media.ts';
import { NOTIFICATION_EVENTS, type NotificationEvent } from './notification.ts';
import { RENEWAL_EVENTS, type RenewalEvent } from './renewal.ts';
import { USER_EVENTS, type UserEvent } from './user.ts';

export type DomainEvent =
  | MediaEvent
  | AlbumEvent
  | UserEvent
  | NotificationEvent
  | SubscriptionEvent
  | ExportEvent
  | ContentEvent
  | RenewalEvent;
export type EventType = DomainEvent['event_type'];
export type AggregateType =
  | 'Media'
  | 'Album'
  | 'User'
  | 'Notification'
  | 'Subscription'
  | 'Export'
  | 'Content'
  | 'Renewal';

export const CATALOGUE = defineCatalogue({
  Media: { events: MEDIA_EVENTS },
  Album: { events: ALBUM_EVENTS, upcasters: ALBUM_UPCASTERS },
  User: { events: USER_EVENTS },
  Notification: { events: NOTIFICATION_EVENTS },
  Export: { events: EXPORT_EVENTS, upcasters: EXPORT_UPCASTERS },
  Content: { events: CONTENT_EVENTS },
  Renewal: { events: RENEWAL_EVENTS },
});

/** The schema version that new events of this type are written with. */
export const currentVersion = (type: EventType): number => CATALOGUE.currentVersion(type);

/** Narrows a stored event to the union of known ones, so that a switch over `event_type` knows `data`. */
export const asDomainEvent = <Envelope extends { event_type: string; data: object }>(
  event: Envelope,
): Envelope & DomainEvent => CATALOGUE.known(event) as unknown as Envelope & DomainEvent;
