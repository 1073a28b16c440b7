// What the observer says about its routes; see #shared/http/openapi.
import * as z from 'zod';
import { described } from '#shared/http/openapi';
import type { Invariant } from '#shared/mediahub/invariants';
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

const Board = z.array(
  z.strictObject({
    id: z.string(),
    title: z.string(),
    state: z.enum(['green', 'red', 'unknown']),
    checked_at: Time.nullable(),
    checked: z.int(),
    problem: z.string().nullable(),
    evidence: z.array(z.strictObject({ text: z.string(), events: z.array(EvidenceEvent) })),
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
