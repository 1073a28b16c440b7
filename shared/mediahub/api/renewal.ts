// The renewal of all renditions over HTTP, for operators. Answered by media-command.
import * as z from 'zod';
import type { Descriptions } from '#shared/http/description';

const Run = z.strictObject({
  status: z.enum(['running', 'stopped', 'completed']),
  saga_id: z.string(),
  /** Media that were looked at. */
  seen: z.int(),
  /** Those of them whose renditions are new. */
  renewed: z.int(),
});
export const Renewal = z.union([z.strictObject({ status: z.literal('none') }), Run]);
export type Renewal = z.infer<typeof Renewal>;

export const RENEWAL = {
  'GET /api/v1/renewal': { summary: 'How far the renewal of all renditions is', operator: true, answer: Renewal },
  'POST /api/v1/renewal': {
    summary: 'Make old and missing renditions again, or go on where that was stopped',
    operator: true,
    answer: Renewal,
  },
  'DELETE /api/v1/renewal': { summary: 'Stop the renewal; it can go on later', operator: true, answer: Renewal },
} satisfies Descriptions;
