// MediaHub's subscriptions to the log: one table with the options of each. The event store's Worker adds the binding
// that answers.
import type { NewEvent } from '#shared/engine/event/envelope';
import type { SubscriptionRules } from '#shared/engine/eventstore/subscription/rules';
import type * as ports from '#shared/engine/ports/eventstore';

/** Albums show the pictures of their media, and hold no deleted one. */
const SHOWN_BY_ALBUMS: ReadonlySet<string> = new Set([
  'MediaProcessed',
  'MediaRendered',
  'MediaDeleted',
  'MediaUploadCompensated',
]);
/** Every other event of a saga names it. */
const START_SAGAS: ReadonlySet<string> = new Set([
  'MediaUploaded',
  'MediaDeleted',
  'ExportRequested',
  'RenewalRequested',
]);

const movesSagas = ({ event_type, metadata }: NewEvent): boolean =>
  metadata.saga_id !== undefined || START_SAGAS.has(event_type);

export const SUBSCRIPTION_RULES = {
  /** By media item, also for album events that name one. */
  media: {
    partition: (event) => ('media_id' in event.data ? String(event.data.media_id) : event.aggregate_id),
    interestedIn: ({ aggregate_type: type }) => type === 'Media' || type === 'Album',
    rebuilds: true,
  },
  album: {
    interestedIn: ({ aggregate_type, event_type }) =>
      aggregate_type === 'Album' || SHOWN_BY_ALBUMS.has(event_type),
    rebuilds: true,
  },
  notification: { interestedIn: ({ aggregate_type: type }) => type === 'Notification', rebuilds: true },
  /** The live feed has no past and keeps nothing back. */
  live: { startsAtHead: true, parks: false },
  saga: {
    partition: (event) => event.metadata.saga_id ?? event.aggregate_id,
    interestedIn: movesSagas,
    urgent: movesSagas,
  },
} as const satisfies Record<string, SubscriptionRules>;

export type SubscriptionName = keyof typeof SUBSCRIPTION_RULES;
export const SUBSCRIPTIONS = Object.keys(SUBSCRIPTION_RULES) as SubscriptionName[];

export type ReadModelName = {
  [Name in SubscriptionName]: (typeof SUBSCRIPTION_RULES)[Name] extends { rebuilds: true } ? Name : never;
}[SubscriptionName];
export const READ_MODELS = SUBSCRIPTIONS.filter(
  (name): name is ReadModelName => 'rebuilds' in SUBSCRIPTION_RULES[name],
);

/** An album is filled later, a notification read later; a media item, though, is processed at once. */
const BEGIN_AND_REST: ReadonlySet<string> = new Set(['AlbumCreated', 'NotificationSent']);
export const beginsAndRests = ({ event_type }: Pick<NewEvent, 'event_type'>): boolean =>
  BEGIN_AND_REST.has(event_type);

/** The field by which events of other aggregates refer to a media item. */
export const REFERENCE = 'media_id';

export type SubscriptionPort = ports.SubscriptionPort<SubscriptionName>;
export type SubscriptionStatus = ports.SubscriptionStatus<SubscriptionName>;
export type ParkedEvent = ports.ParkedEvent<SubscriptionName>;
