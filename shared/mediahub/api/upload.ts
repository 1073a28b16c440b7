// Uploads in parts over HTTP, and the limits of every upload. Answered by media-command.
import * as z from 'zod';
import { message, type Descriptions } from '#shared/http/description';
import { LIMITS } from '#shared/mediahub/media/limits';
import { AGAIN, Uploaded } from './media.ts';

export const Limits = z.strictObject(
  Object.fromEntries(Object.keys(LIMITS).map((name) => [name, z.int()])) as Record<keyof typeof LIMITS, z.ZodInt>,
);
export type Limits = z.infer<typeof Limits>;

export const NewUpload = z.strictObject({ filename: z.string(), size: z.int().positive() });

export const PartedUpload = z.strictObject({
  id: z.string(),
  filename: z.string(),
  size: z.int(),
  /** Size of all parts but the last. */
  part_bytes: z.int(),
  /** How many there are to be. */
  parts: z.int(),
  /** Those that have come, ascending. */
  received: z.array(z.int()),
  status: z.enum(['open', 'completed']),
  expires_at: z.iso.datetime(),
});
export type PartedUpload = z.infer<typeof PartedUpload>;

export const UPLOADS = {
  'GET /api/v1/limits': { summary: 'How large a request, a file and a part may be', answer: Limits },
  'POST /api/v1/uploads': {
    summary: 'Begin an upload in parts: how a file over 50 MiB comes in',
    body: NewUpload,
    example: { filename: 'film.mp4', size: 120_000_000 },
    status: 201,
    answer: PartedUpload,
  },
  'GET /api/v1/uploads/:id': { summary: 'Which parts have come', answer: PartedUpload },
  'DELETE /api/v1/uploads/:id': { summary: 'Give an upload up', answer: message() },
  'PUT /api/v1/uploads/:id/parts/:n': {
    summary: 'Send a part: the bytes themselves, all parts of one size but the last; the first comes first',
    body: { content: { '*/*': { schema: { type: 'string', format: 'binary' } } } },
    answer: PartedUpload,
  },
  'POST /api/v1/uploads/:id/complete': {
    summary: 'Combine the parts into a media item',
    status: 201,
    answer: Uploaded,
    also: AGAIN,
  },
} satisfies Descriptions;
