// What the observer says about its routes; see #shared/http/openapi.
import * as z from 'zod';
import { described } from '#shared/http/openapi';
import type { Invariant } from '#shared/mediahub/invariants';
import { READ_MODELS } from '#shared/mediahub/subscriptions';
import { app } from './routes.ts';

const Time = z.iso.datetime();

const EvidenceEvent = z.strictObject({
  position: z.int(),
  event_type: z.string(),
  aggregate_id: z.string(),
  version: z.int(),
  created_at: Time,
  saga_id: z.string().nullable(),
  step: z.string().nullable(),
});

const State = z.enum(['green', 'red', 'unknown']);

const EvidenceShape = z.strictObject({
  text: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.string()),
  about: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  differences: z.array(
    z.strictObject({ field: z.string(), shown: z.string().nullable(), right: z.string().nullable() }),
  ),
  events: z.array(EvidenceEvent),
});

const Board = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string(),
    state: State,
    checked_at: Time.nullable(),
    checked: z.int(),
    total: z.int(),
    problem: z.string().nullable(),
    read_model: z.enum(READ_MODELS).nullable(),
    history: z.array(z.strictObject({ at: Time, state: State })),
    evidence: z.array(EvidenceShape),
  }) satisfies z.ZodType<Invariant>,
);

export default described(app, {
  'GET /api/v1/invariants': {
    summary: 'What must always hold, and whether it did when it was last checked',
    operator: true,
    answer: Board,
  },
  'POST /api/v1/invariants/check': { summary: 'Check every invariant now', operator: true, answer: Board },
});
