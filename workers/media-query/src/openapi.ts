// What media-query says about its routes; see #shared/http/openapi.
import * as z from 'zod';
import { bytes, described } from '#shared/http/openapi';
import type { MediaView } from './projections/mediaLibrary/query.ts';
import { MADE_OF, STATUSES } from './projections/mediaLibrary/table.ts';
import { Camera, Exposure, Location, Taken } from '#shared/mediahub/ports/thumbnailer';
import { app, AtPosition, ListQuery, SearchQuery } from './routes.ts';

const Media = z.strictObject({
  id: z.string(),
  user_id: z.string(),
  filename: z.string(),
  content_type: z.string(),
  size: z.int(),
  sha256: z.string(),
  thumbnail_url: z.string().nullable(),
  content_url: z.string().nullable(),
  preview_url: z.string().nullable(),
  thumbhash: z.string().nullable(),
  made_of: z.enum(MADE_OF).nullable(),
  taken_at: Taken.nullable(),
  camera: Camera.nullable(),
  exposure: Exposure.nullable(),
  located: z.boolean(),
  video_codec: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  duration_seconds: z.number().nullable(),
  status: z.enum(STATUSES),
  reason_code: z.string().nullable(),
  reason: z.string().nullable(),
  albums: z.array(z.string()),
  uploaded_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
}) satisfies z.ZodType<MediaView>;
const page = { media: z.array(Media), count: z.int(), next_cursor: z.string().nullable() };

const partly = {
  206: 'The part that Range asked for.',
  304: 'Not modified.',
  412: 'If-Match does not hold.',
  416: 'The range lies outside the file.',
};

export default described(app, {
  'GET /api/v1/media': { summary: 'Your library, newest first', query: ListQuery, answer: z.strictObject(page) },
  'GET /api/v1/media/search': {
    summary: 'Find media by a part of their name',
    query: SearchQuery,
    answer: z.strictObject({ query: z.string(), ...page }),
  },
  'GET /api/v1/media/:id': { summary: 'One media', query: AtPosition, answer: Media },
  'GET /api/v1/media/:id/content': { summary: 'The file', answer: bytes, also: partly },
  'GET /api/v1/media/:id/renditions/:side': {
    summary: 'A JPEG of at most 400, 1,600 or 4,096 pixels a side (the last one once it was asked for)',
    answer: bytes,
    also: partly,
  },
  'GET /api/v1/media/:id/location': {
    summary: 'Where it was taken: for its owner only',
    answer: Location,
  },
  'GET /api/v1/media/:id/thumbnail': { summary: 'The thumbnail, a JPEG', answer: bytes, also: partly },
});
