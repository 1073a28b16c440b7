// The event log over HTTP, and time travel. Answered by the event store.
import * as z from 'zod';
import { Metadata, type LoggedEvent, type StreamEvent } from '#shared/engine/event/envelope';
import type { Descriptions } from '#shared/http/description';
import { Limit, Position } from '#shared/http/list-query';
import type { AggregateType } from '#shared/mediahub/events/catalogue';
import { Flow, FlowQuery, Passed } from './flow.ts';

const Time = z.iso.datetime();
const Instant = z.iso.datetime({ offset: true });

const AGGREGATE_TYPES = [
  'Media',
  'Album',
  'User',
  'Notification',
  'Subscription',
  'Export',
  'Content',
  'Renewal',
] as const satisfies AggregateType[];

export const Event = z.strictObject({
  id: z.uuid(),
  aggregate_id: z.string(),
  aggregate_type: z.enum(AGGREGATE_TYPES),
  event_type: z.string(),
  schema_version: z.int(),
  data: z.looseObject({}) as z.ZodType<object>,
  metadata: Metadata,
  version: z.int(),
  created_at: Time,
  position: z.int(),
}) satisfies z.ZodType<LoggedEvent>;

/** The state of an aggregate after one of its events. */
export const StateThen = z.strictObject({
  aggregate_id: z.string(),
  aggregate_type: z.enum(AGGREGATE_TYPES),
  version: z.int(),
  latest_version: z.int(),
  /** Null before the first event. */
  state: (z.looseObject({}) as z.ZodType<object>).nullable(),
  /** The event that led to it. */
  event: (
    Event.extend({ aggregate_type: z.string(), position: z.int().nullable() }) satisfies z.ZodType<StreamEvent>
  ).nullable(),
  /** Paths into the state, such as `status`, that this event changed. */
  changed: z.array(z.string()),
});
export type StateThen = z.infer<typeof StateThen>;

export const PastMedia = z.strictObject({
  id: z.string(),
  status: z.enum(['uploaded', 'processed', 'failed', 'compensated', 'deleted', 'purged']),
  user_id: z.string(),
  filename: z.string(),
  content_type: z.string(),
  size: z.int(),
  sha256: z.string(),
  thumbnail: z.boolean(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  duration_seconds: z.number().nullable(),
  reason: z.string().nullable(),
  uploaded_at: Time,
  albums: z.array(z.strictObject({ id: z.string(), name: z.string() })),
});
export type PastMedia = z.infer<typeof PastMedia>;

export const PastLibrary = z.strictObject({
  position: z.int(),
  /** The log's last position: how far one can travel. */
  head: z.int(),
  media: z.array(PastMedia),
  next_cursor: z.string().nullable(),
});
export type PastLibrary = z.infer<typeof PastLibrary>;

export const EventsQuery = z.strictObject({
  after: Position.optional(),
  before: Position.optional(),
  limit: Limit,
  /** One type, or several with commas between them. */
  type: z.string().max(1000).optional(),
  aggregate_id: z.string().max(100).optional(),
  since: Instant.optional(),
  until: Instant.optional(),
  correlation_id: z.string().max(200).optional(),
  order: z.enum(['asc', 'desc']).default('asc'),
  scope: z.enum(['own', 'all']).default('own'),
});
export type EventsQuery = z.infer<typeof EventsQuery>;

export const EventPageQuery = EventsQuery.pick({
  after: true,
  before: true,
  limit: true,
  order: true,
  scope: true,
});
export const SinceQuery = EventsQuery.required({ since: true });

/** A version, or an instant: the last event that had happened by then. The newest, if nothing is said. */
export const When = z
  .strictObject({ version: Position.optional(), at: Instant.optional() })
  .refine(({ version, at }) => version === undefined || at === undefined, { error: 'version or at, not both' });

export const PastLibraryQuery = z.strictObject({
  position: Position.optional(),
  limit: Limit,
  cursor: z.string().max(200).optional(),
  scope: z.enum(['own', 'all']).default('own'),
});

export const MOST_NAMES = 100;
export const NamesQuery = z.strictObject({
  /** With commas between them. */
  ids: z
    .string()
    .max(MOST_NAMES * 60)
    .refine((ids) => ids.split(',').length <= MOST_NAMES, { error: `at most ${MOST_NAMES} ids` }),
});

const page = { query: EventPageQuery, answer: z.array(Event) };

export const EVENTS = {
  'GET /api/v1/events': { summary: 'Your events in log order', query: EventsQuery, answer: z.array(Event) },
  'GET /api/v1/events/journey/:position': {
    summary: 'Each place that an event of yours has passed',
    answer: Passed.extend({ event: Event }),
  },
  'GET /api/v1/flow': {
    summary: 'What moves through the store: depths, lag, refused duplicates, and what passed since an instant',
    query: FlowQuery,
    answer: Flow,
  },
  'GET /api/v1/events/names': {
    summary: 'Names of media, albums and exports by id; only yours, unless you are an operator',
    query: NamesQuery,
    answer: z.record(z.string(), z.string()),
  },
  'GET /api/v1/events/since': {
    summary: 'Your events since an instant',
    query: SinceQuery,
    answer: z.array(Event),
  },
  'GET /api/v1/events/type/:type': { summary: 'Your events of one type', ...page },
  'GET /api/v1/events/aggregate/:id': { summary: 'The events of one aggregate', ...page },
  'GET /api/v1/events/aggregate/:id/version': {
    summary: 'The version of one aggregate',
    query: EventPageQuery,
    answer: z.strictObject({ aggregate_id: z.string(), latest_version: z.int() }),
  },
  'GET /api/v1/events/aggregate/:id/state': {
    summary: 'What the aggregate was at a version or an instant, and the event that led to it',
    query: When,
    answer: StateThen,
  },
  'GET /api/v1/events/library': {
    summary: 'Your media library as it was when the log was at a position',
    query: PastLibraryQuery,
    answer: PastLibrary,
  },
} satisfies Descriptions;
