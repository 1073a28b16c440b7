// Recovery over HTTP, for operators: what a restore has left, and the steps that bring the stores together again.
import * as z from 'zod';
import { message, type Descriptions } from '#shared/http/description';
import { lineOfText } from '#shared/http/user-text';

export const StreamsToReconcile = z.strictObject({
  /** False: only says what would be done. */
  act: z.boolean(),
  after: z.string().max(100).default(''),
  /** Ids of stream objects, as the platform lists them. */
  objects: z
    .array(z.string().regex(/^[0-9a-f]{64}$/))
    .min(1)
    .max(100)
    .optional(),
});
export const Decision = z.strictObject({ keep: z.enum(['log', 'both']) });
export const NewEpoch = z.strictObject({ reason: lineOfText(500) });

export const Finish = z.strictObject({
  /** The newest epoch when the streams were gone through; without it, all. */
  through: z.coerce.number().int().min(0).default(Number.MAX_SAFE_INTEGER),
});

export const Restores = z.strictObject({
  settled: z.boolean(),
  epochs: z.array(
    z.strictObject({
      epoch: z.int(),
      after_position: z.int(),
      began_at: z.string(),
      reason: z.string(),
      recovered_at: z.string().nullable(),
    }),
  ),
  diverged: z.array(
    z.strictObject({
      aggregate_id: z.string(),
      version: z.int(),
      stream_event_id: z.string(),
      log_event_id: z.string(),
      found_at: z.string(),
    }),
  ),
});
export type Restores = z.infer<typeof Restores>;

export const Reconciliation = z.strictObject({
  checked: z.int(),
  refilled: z.array(z.string()),
  published: z.array(z.string()),
  diverged: z.array(z.string()),
  /** The log holds them with a hole: what is behind it is set aside, and published again in its order. */
  holed: z.array(z.string()),
  next: z.string().nullable(),
});
export type Reconciliation = z.infer<typeof Reconciliation>;

export const RECOVERY = {
  'GET /api/v1/recovery': { summary: 'What a restore has left', operator: true, answer: Restores },
  'POST /api/v1/recovery/epoch': {
    summary: 'The stores were put back as a whole: positions given since are of another epoch',
    operator: true,
    body: NewEpoch,
    example: { reason: 'Restored from the backup of Sunday.' },
    answer: Restores,
  },
  'POST /api/v1/recovery/streams': {
    summary: 'Compares streams with the log, a page at a time, and brings them together',
    operator: true,
    body: StreamsToReconcile,
    example: { act: false },
    answer: Reconciliation,
  },
  'POST /api/v1/recovery/streams/:id/decide': {
    summary: 'Decides which history of a stream holds; what gives way is kept aside',
    operator: true,
    body: Decision,
    example: { keep: 'log' },
    answer: message(),
  },
  'POST /api/v1/recovery/projections/:name': {
    summary: 'Has a read model, or `saga`, start over from position 0; a read model is shown as it was until then',
    operator: true,
    status: 202,
    answer: message(),
  },
  'POST /api/v1/recovery/finish': {
    summary: 'Says that the stores are together again, as they were in an epoch',
    operator: true,
    query: Finish,
    answer: message(),
  },
} satisfies Descriptions;
