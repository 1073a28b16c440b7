// Subscriptions, rebuilds and parked events over HTTP. Answered by the event store.
import * as z from 'zod';
import type { RebuildStatus } from '#shared/engine/ports/rebuild';
import { message, type Descriptions } from '#shared/http/description';
import { Cursor, Limit } from '#shared/http/list-query';
import { lineOfText } from '#shared/http/user-text';
import {
  READ_MODELS,
  SUBSCRIPTIONS,
  type ParkedEvent,
  type SubscriptionStatus,
} from '#shared/mediahub/subscriptions';
import { Event } from './event.ts';

const Time = z.iso.datetime();
const Name = z.enum(SUBSCRIPTIONS);

const Row = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export const Rebuild = z.strictObject({
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
      left_out: z.int().optional(),
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
export const Rebuilding = z.strictObject({ name: z.enum(READ_MODELS), rebuild: Rebuild.nullable() });

export const Projection = z.strictObject({
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
export const Projections = z.strictObject({ head: z.int(), projections: z.array(Projection) });

export const Parked = z.strictObject({
  id: z.string(),
  subscription: Name,
  position: z.int(),
  partition_key: z.string(),
  event: Event,
  reason: z.string(),
  attempts: z.int(),
  parked_at: Time,
}) satisfies z.ZodType<ParkedEvent>;

/** What trying parked events again came to. */
export const Retried = z.strictObject({
  /** How many took effect. */
  delivered: z.int(),
  /** Why others did not. */
  failed: z.array(z.string()),
  /** Where to go on; null when everything was tried. */
  next: z.string().nullable(),
});
export type Retried = z.infer<typeof Retried>;

export const ParkedQuery = z.strictObject({ limit: Limit, cursor: Cursor.optional() });
export const RetryQuery = z.strictObject({ cursor: Cursor.optional() });
export const Discard = z.strictObject({ reason: lineOfText(500) });

const rebuild = { operator: true, status: 202, answer: Rebuilding } as const;

export const PROJECTIONS = {
  'GET /api/v1/projections': { summary: 'How far every subscription is', answer: Projections },
  'POST /api/v1/projections/:name/rebuild': {
    summary: 'Rebuild a read model from zero while it is in use; watch it with GET /api/v1/projections',
    ...rebuild,
  },
  'POST /api/v1/projections/:name/rebuild/abort': {
    summary: 'Give a rebuild up: the read model stays as it is',
    ...rebuild,
  },
  'GET /api/v1/parked': {
    summary: 'Events that wait for a person',
    operator: true,
    query: ParkedQuery,
    answer: z.array(Parked),
    paged: true,
  },
  'POST /api/v1/parked/retry': {
    summary: 'Try all of them again; `next`, where it is set, is the cursor with which to go on',
    operator: true,
    query: RetryQuery,
    answer: Retried,
  },
  'POST /api/v1/parked/:id/retry': {
    summary: 'Try one again, after those before it in its partition; what only waits behind it follows',
    operator: true,
    answer: Retried,
  },
  'POST /api/v1/parked/:id/discard': {
    summary: 'Give one up, with a reason that the log keeps',
    operator: true,
    body: Discard,
    example: { reason: 'The media was deleted by hand.' },
    answer: message(),
  },
} satisfies Descriptions;
