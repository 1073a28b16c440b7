// What saga says about its routes; see #shared/http/openapi.
import * as z from 'zod';
import { described, message } from '#shared/http/openapi';
import type { SagaStepView, SagaTimelineEntry, SagaView } from '#shared/engine/saga/view';
import { app, SagasQuery, Skip } from './routes.ts';

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

const Saga = z.strictObject({
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

const repair = { operator: true, status: 202, answer: message() } as const;

export default described(app, {
  'GET /api/v1/sagas': {
    summary: 'Your sagas, newest first; `status=active` for those that have not ended',
    query: SagasQuery,
    answer: z.array(Saga),
    paged: true,
  },
  'GET /api/v1/sagas/:id': { summary: 'One saga with its steps, done and still to come', answer: Saga },
  'GET /api/v1/sagas/:id/timeline': {
    summary: 'Everything that the saga was told, in the order in which it took it',
    answer: z.array(TimelineEntry),
  },
  'POST /api/v1/sagas/:id/resume': { summary: 'Let a parked saga try again', ...repair },
  'POST /api/v1/sagas/:id/skip': { summary: 'Let a parked saga go on without the step', body: Skip, ...repair },
});
