// What the event store says about its routes; see #shared/http/openapi.
import * as z from 'zod';
import { Metadata, type LoggedEvent } from '#shared/engine/envelope';
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import { message, type Descriptions } from '#shared/http/openapi';
import type { AggregateType } from '#shared/mediahub/events/catalogue';
import {
  READ_MODELS,
  SUBSCRIPTIONS,
  type ParkedEvent,
  type SubscriptionStatus,
} from '#shared/mediahub/subscriptions';
import type { Retried } from './parked.ts';
import type { PastLibrary } from './pastLibrary.ts';
import { FlowQuery } from './flow.ts';
import { Flow, Passed, type Journey } from '#shared/mediahub/api/flow';
import { NamesQuery } from './namesOf.ts';
import { EventsQuery } from './readEvents.ts';
import { Discard, LibraryQuery, PageQuery, ParkedQuery, RetryQuery, SinceQuery, When } from './routes.ts';
import { RECOVERY_DESCRIPTIONS } from './routes/recovery.ts';
import type { StateThen } from './timeTravel.ts';

const Time = z.iso.datetime();
const AGGREGATE_TYPES = [
  'Media',
  'Album',
  'User',
  'Notification',
  'Subscription',
  'Export',
  'Content',
] as const satisfies AggregateType[];
const Name = z.enum(SUBSCRIPTIONS);

const Event = z.strictObject({
  id: z.uuid(),
  aggregate_id: z.string(),
  aggregate_type: z.enum(AGGREGATE_TYPES),
  event_type: z.string(),
  schema_version: z.int(),
  data: z.looseObject({}),
  metadata: Metadata,
  version: z.int(),
  created_at: Time,
  position: z.int(),
}) satisfies z.ZodType<LoggedEvent>;

const Row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
const Rebuild = z.strictObject({
  state: z.enum(['running', 'completed', 'aborted']),
  phase: z.enum(['filling', 'comparing', 'cutting_over', 'cleaning']).nullable(),
  position: z.int(),
  head: z.int(),
  events_per_second: z.int(),
  started_at: Time,
  finished_at: Time.nullable(),
  last_error: z.string().nullable(),
  certificate: z
    .strictObject({
      equal: z.boolean(),
      rows: z.int(),
      differing_rows: z.int(),
      digest: z.string(),
      first_difference: z
        .strictObject({
          table: z.string(),
          key: z.array(z.union([z.string(), z.number()])),
          blue: Row.nullable(),
          green: Row.nullable(),
          event: Event.pick({
            id: true,
            event_type: true,
            position: true,
            aggregate_id: true,
            version: true,
          }).nullable(),
        })
        .nullable(),
    })
    .nullable(),
}) satisfies z.ZodType<RebuildStatus>;
const Rebuilding = z.strictObject({ name: z.enum(READ_MODELS), rebuild: Rebuild.nullable() });

const Projection = z.strictObject({
  name: Name,
  checkpoint: z.int(),
  head: z.int(),
  lag: z.int(),
  state: z.enum(['running', 'retrying']),
  parked: z.int(),
  attempts: z.int(),
  last_error: z.string().nullable(),
  next_retry_at: Time.nullable(),
  rebuild: Rebuild.nullable(),
}) satisfies z.ZodType<SubscriptionStatus>;

const Parked = z.strictObject({
  id: z.string(),
  subscription: Name,
  position: z.int(),
  partition_key: z.string(),
  event: Event,
  reason: z.string(),
  attempts: z.int(),
  parked_at: Time,
}) satisfies z.ZodType<ParkedEvent>;

const Retry = z.strictObject({
  delivered: z.int(),
  failed: z.array(z.string()),
  next: z.string().nullable(),
}) satisfies z.ZodType<Retried>;

const State = z.strictObject({
  aggregate_id: z.string(),
  aggregate_type: z.enum(AGGREGATE_TYPES),
  version: z.int(),
  latest_version: z.int(),
  state: z.looseObject({}).nullable(),
  event: Event.extend({ position: z.int().nullable() }).nullable(),
  changed: z.array(z.string()),
}) satisfies z.ZodType<StateThen>;

const Library = z.strictObject({
  position: z.int(),
  head: z.int(),
  media: z.array(
    z.strictObject({
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
    }),
  ),
  next_cursor: z.string().nullable(),
}) satisfies z.ZodType<PastLibrary>;

const JourneyOfEvent = Passed.extend({ event: Event }) satisfies z.ZodType<Journey>;

const page = { query: PageQuery, answer: z.array(Event) };

export const DESCRIPTIONS: Descriptions = {
  ...RECOVERY_DESCRIPTIONS,
  'GET /api/v1/events': { summary: 'Your events in log order', query: EventsQuery, answer: z.array(Event) },
  'GET /api/v1/events/journey/:position': {
    summary: 'Each place that an event of yours has passed',
    answer: JourneyOfEvent,
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
    query: PageQuery,
    answer: z.strictObject({ aggregate_id: z.string(), latest_version: z.int() }),
  },
  'GET /api/v1/events/aggregate/:id/state': {
    summary: 'What the aggregate was at a version or an instant, and the event that led to it',
    query: When,
    answer: State,
  },
  'GET /api/v1/events/library': {
    summary: 'Your media library as it was when the log stood at a position',
    query: LibraryQuery,
    answer: Library,
  },
  'GET /api/v1/projections': {
    summary: 'Where every subscription stands',
    answer: z.strictObject({ head: z.int(), projections: z.array(Projection) }),
  },
  'POST /api/v1/projections/:name/rebuild': {
    summary: 'Rebuild a read model from zero while it is in use; watch it with GET /api/v1/projections',
    operator: true,
    status: 202,
    answer: Rebuilding,
  },
  'POST /api/v1/projections/:name/rebuild/abort': {
    summary: 'Give a rebuild up: the read model stays as it is',
    operator: true,
    status: 202,
    answer: Rebuilding,
  },
  'GET /api/v1/parked': {
    summary: 'Events that wait for a person',
    operator: true,
    query: ParkedQuery,
    answer: z.array(Parked),
  },
  'POST /api/v1/parked/retry': {
    summary: 'Try all of them again; `next`, where it is set, is the cursor with which to go on',
    operator: true,
    query: RetryQuery,
    answer: Retry,
  },
  'POST /api/v1/parked/:id/retry': {
    summary: 'Try one again, after those before it in its partition; what only waits behind it follows',
    operator: true,
    answer: Retry,
  },
  'POST /api/v1/parked/:id/discard': {
    summary: 'Give one up, with a reason that the log keeps',
    operator: true,
    body: Discard,
    answer: message(),
  },
};
