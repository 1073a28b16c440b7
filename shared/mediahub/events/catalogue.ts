// The published language in one place: every event type with its aggregate, its current schema version and
// its schema, validated on append.
import { ALBUM_EVENTS, ALBUM_UPCASTERS, type AlbumEvent } from './album.ts';
import type { AggregateType, NewEvent } from '#shared/engine/envelope';
import { EXPORT_EVENTS, EXPORT_UPCASTERS, type ExportEvent } from './export.ts';
import { MEDIA_EVENTS, type MediaEvent } from './media.ts';
import { NOTIFICATION_EVENTS, type NotificationEvent } from './notification.ts';
import { SUBSCRIPTION_EVENTS, type SubscriptionEvent } from '#shared/engine/subscription-events';
import { upcastWith, versionOf, type Upcastable, type Upcasters } from '#shared/engine/upcast';
import { USER_EVENTS, type UserEvent } from './user.ts';
import type * as z from 'zod';

export type DomainEvent =
  | MediaEvent
  | AlbumEvent
  | UserEvent
  | NotificationEvent
  | SubscriptionEvent
  | ExportEvent;
export type EventType = DomainEvent['event_type'];

interface Entry {
  aggregate_type: AggregateType;
  schema_version: number;
  schema: z.ZodType<object>;
}

const UPCASTERS: Upcasters = { ...ALBUM_UPCASTERS, ...EXPORT_UPCASTERS };

const entries = (aggregate_type: AggregateType, schemas: Record<string, z.ZodType<object>>) =>
  Object.entries(schemas).map(([type, schema]): [string, Entry] => [
    type,
    { aggregate_type, schema_version: versionOf(UPCASTERS, type), schema },
  ]);

export const CATALOGUE: ReadonlyMap<string, Entry> = new Map([
  ...entries('Media', MEDIA_EVENTS),
  ...entries('Album', ALBUM_EVENTS),
  ...entries('User', USER_EVENTS),
  ...entries('Notification', NOTIFICATION_EVENTS),
  ...entries('Subscription', SUBSCRIPTION_EVENTS),
  ...entries('Export', EXPORT_EVENTS),
]);

export const EVENT_MAX_BYTES = 64 * 1024;
export const APPEND_MAX_EVENTS = 100;

/** The schema version that new events of this type are written with. */
export const currentVersion = (type: EventType): number => CATALOGUE.get(type)?.schema_version ?? 1;

/** Why this event may not be appended to an aggregate of this type, or null when it may. */
export function invalid(aggregateType: AggregateType, event: NewEvent): string | null {
  const entry = CATALOGUE.get(event.event_type);
  if (!entry) return `unknown event type ${event.event_type}`;
  if (entry.aggregate_type !== aggregateType) return `${event.event_type} is not an event of ${aggregateType}`;
  if (entry.schema_version !== event.schema_version)
    return `${event.event_type} is written with schema version ${entry.schema_version}`;
  const parsed = entry.schema.safeParse(event.data);
  if (!parsed.success) return `${event.event_type}: ${parsed.error.issues[0]?.message ?? 'invalid'}`;
  if (new TextEncoder().encode(JSON.stringify(event)).length > EVENT_MAX_BYTES)
    return `${event.event_type} is larger than ${EVENT_MAX_BYTES} bytes`;
  return null;
}

/** A stored event in the current version of its schema; whoever reads rows calls it, nobody else needs to. */
export const upcast = <Event extends Upcastable>(event: Event): Event => upcastWith(UPCASTERS, event);

/** Narrows a stored event to the union of known ones, so that a switch over `event_type` knows `data`. */
export const asDomainEvent = <Envelope extends { event_type: string; data: object }>(
  event: Envelope,
): Envelope & DomainEvent => {
  if (!CATALOGUE.has(event.event_type)) throw new Error(`unknown event type ${event.event_type}`);
  return event as unknown as Envelope & DomainEvent;
};
