// The fault switch over HTTP, for operators and in development only. Answered by the event store's development Worker.
import * as z from 'zod';
import { Fault, FaultPlan, Preset } from '#shared/engine/faults/plan';
import type { Descriptions } from '#shared/http/description';

/** Each fault with how many passages it met, and how often it struck. */
export const ActivePlan = z.strictObject({
  seed: z.int(),
  faults: z.array(Fault.extend({ seen: z.int(), struck: z.int() })),
});
export type ActivePlan = z.infer<typeof ActivePlan>;

export const FAULTS = {
  'GET /api/v1/chaos': { summary: 'The faults that are active', operator: true, answer: ActivePlan },
  'GET /api/v1/chaos/presets': {
    summary: 'Fault plans worth seeing, each with what to do and what to watch',
    operator: true,
    answer: z.array(Preset),
  },
  'PUT /api/v1/chaos': {
    summary: 'Put faults into the system',
    operator: true,
    body: FaultPlan,
    example: { seed: 1, faults: [{ at: 'saga', step: 'notify', kind: 'error', times: 2 }] },
    answer: ActivePlan,
  },
  'DELETE /api/v1/chaos': { summary: 'Take all faults out', operator: true, status: 204 },
} satisfies Descriptions;
