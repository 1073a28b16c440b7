// What media-command says about its routes; see #shared/http/openapi.
import { z } from 'zod';
import { described, message, type Content } from '#shared/http/openapi';
import { app } from './routes.ts';

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

export default described(app, {
  'POST /api/v1/media': { summary: 'Upload a photo or video', body: Upload, status: 201, answer: Uploaded },
  'DELETE /api/v1/media/:id': {
    summary: 'Delete a media: it leaves every album, then its files go',
    answer: message({ media_id: z.string() }),
  },
});
