// What media-command says about its routes; see #shared/http/openapi.
import * as z from 'zod';
import { described, message, type Content } from '#shared/http/openapi';
import { LIMITS } from '#shared/mediahub/media/limits';
import type { View } from './parted/plan.ts';
import { Begin } from './parted/routes.ts';
import { app, Rename } from './routes.ts';

const file = { type: 'string', format: 'binary' };
/** A form, or the bytes themselves: then Content-Disposition names the file. */
const Upload: Content = {
  content: {
    'multipart/form-data': { schema: { type: 'object', properties: { file }, required: ['file'] } },
    '*/*': { schema: file },
  },
};
const Uploaded = z.strictObject({
  id: z.string(),
  filename: z.string(),
  content_type: z.string(),
  size: z.int(),
  status: z.string(),
});

const Limits = z.strictObject(
  Object.fromEntries(Object.keys(LIMITS).map((name) => [name, z.int()])) as Record<keyof typeof LIMITS, z.ZodInt>,
);
const Parted = z.strictObject({
  id: z.string(),
  filename: z.string(),
  size: z.int(),
  part_bytes: z.int(),
  parts: z.int(),
  received: z.array(z.int()),
  status: z.enum(['open', 'completed']),
  expires_at: z.iso.datetime(),
}) satisfies z.ZodType<View>;

/** As its stream knows it: what only the read side knows is read there. */
const Media = z.strictObject({
  id: z.string(),
  user_id: z.string(),
  filename: z.string(),
  content_type: z.string(),
  size: z.int(),
  sha256: z.string(),
  content_url: z.string().nullable(),
  status: z.string(),
});

export default described(app, {
  'POST /api/v1/media': {
    summary: 'Upload a photo or video',
    body: Upload,
    status: 201,
    answer: Uploaded,
    also: { 200: 'The same bytes are in your library already: that media.' },
  },
  'GET /api/v1/limits': { summary: 'How large a request, a file and a part may be', answer: Limits },
  'POST /api/v1/uploads': {
    summary: 'Begin an upload in parts: how a file over 50 MiB comes in',
    body: Begin,
    status: 201,
    answer: Parted,
  },
  'GET /api/v1/uploads/:id': { summary: 'Which parts have come', answer: Parted },
  'DELETE /api/v1/uploads/:id': { summary: 'Give an upload up', answer: message() },
  'PUT /api/v1/uploads/:id/parts/:n': {
    summary: 'Send a part: the bytes themselves, all parts of one size but the last; the first comes first',
    body: { content: { '*/*': { schema: file } } },
    answer: Parted,
  },
  'POST /api/v1/uploads/:id/complete': {
    summary: 'Make a media of the parts',
    status: 201,
    answer: Uploaded,
    also: { 200: 'The same bytes are in your library already: that media.' },
  },
  'PATCH /api/v1/media/:id': { summary: 'Rename a media', body: Rename, answer: Media },
  'PUT /api/v1/media/:id/preview': {
    summary:
      'A picture of a video, or of a photo that cannot be decoded here, made by the browser that has the file',
    body: {
      content: { 'image/jpeg': { schema: file }, 'image/webp': { schema: file }, 'image/png': { schema: file } },
    },
    answer: message({ media_id: z.string() }),
  },
  'DELETE /api/v1/media/:id': {
    summary: 'Delete a media: it leaves every album, then its files go',
    answer: message({ media_id: z.string() }),
  },
});
