// Sagas over HTTP: the monitor, and the repair of what is parked. Answered by saga.
import * as z from 'zod';
import type { SagaStepView, SagaTimelineEntry, SagaView } from '#shared/engine/saga/view';
import { message, type Descriptions } from '#shared/http/description';
import { queryNumber } from '#shared/http/query-number';
import type { ParkedCause as Cause, ParkedSagas as Parked } from '#shared/engine/saga/parked';
import { Cursor, Limit } from '#shared/http/list-query';
import { lineOfText } from '#shared/http/user-text';

const Time = z.iso.datetime();
const Status = z.enum(['running', 'compensating', 'completed', 'failed', 'cancelled', 'parked']);
const Direction = z.enum(['do', 'undo']);

const Step = z.strictObject({
  step_name: z.string(),
  kind: z.enum(['compensable', 'pivot', 'retriable']),
  status: z.enum([
    'pending',
    'running',
    'completed',
    'failed',
    'unknown',
    'compensating',
    'compensated',
    'skipped',
    'parked',
  ]),
  attempts: z.int(),
  last_error: z.string().nullable(),
  event_id: z.string().nullable(),
  next_retry_at: Time.nullable(),
  started_at: Time.nullable(),
  completed_at: Time.nullable(),
}) satisfies z.ZodType<SagaStepView>;

export const Saga = z.strictObject({
  id: z.string(),
  saga_type: z.string(),
  definition_version: z.int(),
  status: Status,
  user_id: z.string(),
  aggregate_id: z.string(),
  correlation_id: z.string(),
  subject: z.string(),
  revision: z.int(),
  failure: z.strictObject({ step: z.string(), code: z.string(), reason: z.string() }).nullable(),
  parked: z.strictObject({ step_name: z.string(), direction: Direction, reason: z.string() }).nullable(),
  started_at: Time,
  updated_at: Time,
  ended_at: Time.nullable(),
  steps: z.array(Step),
}) satisfies z.ZodType<SagaView>;

const TimelineEntry = z.strictObject({
  at: Time,
  what: z.enum([
    'started',
    'event',
    'replied',
    'lost',
    'due',
    'restarted',
    'resume',
    'skip',
    'definition_missing',
    'put_back',
    'late',
  ]),
  step_name: z.string().nullable(),
  direction: Direction.nullable(),
  detail: z.string(),
  event_id: z.string().nullable(),
  command: z.string().nullable(),
  command_id: z.string().nullable(),
  status: Status,
  steps: z.array(Step.pick({ step_name: true, status: true, attempts: true })),
  out: z
    .strictObject({ command: z.string(), command_id: z.string(), step_name: z.string(), direction: Direction })
    .nullable(),
}) satisfies z.ZodType<SagaTimelineEntry>;

export const SagasQuery = z.strictObject({
  /** All of them, unless some are asked for: what ended a moment ago is what one comes to see. `active`: not ended yet. */
  status: z
    .enum(['active', 'all', 'running', 'compensating', 'completed', 'failed', 'cancelled', 'parked'])
    .default('all'),
  limit: Limit,
  cursor: z.string().max(500).optional(),
  scope: z.enum(['own', 'all']).default('own'),
  /** The saga's name, e.g. `media_upload`. */
  type: z.string().max(100).optional(),
  /** Part of what it is about: the subject, the aggregate's id, the saga's id. */
  q: z.string().max(200).optional(),
  /** Only these, by their ids with commas in between: at most 200. */
  ids: z
    .string()
    .max(10_000)
    .transform((text) => text.split(','))
    .pipe(z.array(z.string()).max(200))
    .optional(),
});

/** A page of a timeline; what came too late and was ignored comes on top. */
export const TimelineQuery = z.strictObject({
  limit: queryNumber(z.int().min(1).max(1_000)).default(500),
  cursor: z.string().max(500).optional(),
});

/** Why a step is left out. */
export const SkipStep = z.strictObject({ reason: lineOfText(500) });

/** Why sagas are parked: at which step, in which direction, and what it said. */
const ParkedCause = z.strictObject({
  saga_type: z.string().max(100),
  step_name: z.string().max(100),
  direction: Direction,
  reason: z.string().max(10_000),
}) satisfies z.ZodType<Cause>;
export const ParkedSagas = z.strictObject({
  /** All that wait for a person. */
  total: z.int(),
  /** All that have not ended, these among them. */
  active: z.int(),
  /** By their cause, that of most of them first. */
  causes: z.array(ParkedCause.extend({ count: z.int(), oldest: Time })),
}) satisfies z.ZodType<Parked>;
export type ParkedSagas = z.infer<typeof ParkedSagas>;

/** Those of one cause; all of them without one. */
export const ResumeParked = z.strictObject({ cause: ParkedCause.optional() });
export const ResumeQuery = z.strictObject({ cursor: Cursor.optional() });

/** What letting parked sagas go on came to. */
export const Resumed = z.strictObject({
  resumed: z.int(),
  /** So many stay as they are. */
  refused: z.int(),
  /** Why, each reason once. */
  reasons: z.array(z.string()),
  /** Where to go on; null when all were asked. */
  next: z.string().nullable(),
});
export type Resumed = z.infer<typeof Resumed>;

const repair = { operator: true, status: 202, answer: message() } as const;

export const SAGAS = {
  'GET /api/v1/sagas': {
    summary: 'Your sagas, newest first; `status=active` for those that have not ended',
    query: SagasQuery,
    answer: z.array(Saga),
    paged: true,
  },
  'GET /api/v1/sagas/:id': { summary: 'One saga with its steps, done and still to come', answer: Saga },
  'GET /api/v1/sagas/:id/timeline': {
    summary: 'Everything that the saga took in, in order',
    query: TimelineQuery,
    answer: z.array(TimelineEntry),
    paged: true,
  },
  'GET /api/v1/sagas/parked': {
    summary: 'How many sagas wait for a person, and why',
    operator: true,
    answer: ParkedSagas,
  },
  'POST /api/v1/sagas/resume': {
    summary:
      'Let all parked sagas try again, or those of one cause; `next`, where it is set, is the cursor with which to go on',
    operator: true,
    query: ResumeQuery,
    body: ResumeParked,
    example: {
      cause: {
        saga_type: 'media_upload',
        step_name: 'process',
        direction: 'do',
        reason: 'no answer in time',
      },
    },
    answer: Resumed,
  },
  'POST /api/v1/sagas/:id/resume': { summary: 'Let a parked saga try again', ...repair },
  'POST /api/v1/sagas/:id/skip': {
    summary: 'Let a parked saga go on without the step',
    body: SkipStep,
    example: { reason: 'The notification is of no use any more.' },
    ...repair,
  },
} satisfies Descriptions;
