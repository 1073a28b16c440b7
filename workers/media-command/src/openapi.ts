// What media-command says about its routes; see #shared/http/openapi.
import * as z from 'zod';
import { described, message, type Content } from '#shared/http/openapi';
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
  status: z.literal('uploaded'),
});

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
  'POST /api/v1/media': { summary: 'Upload a photo or video', body: Upload, status: 201, answer: Uploaded },
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
