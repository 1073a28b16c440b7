// What album says about its routes; see #shared/http/openapi.
import * as z from 'zod';
import { described, message } from '#shared/http/openapi';
import { ListQuery } from './asked.ts';
import { Coming, Leaving } from './entryRoutes.ts';
import type { AlbumView } from './projections/albums/query.ts';
import { AlbumsQuery, app, Details } from './routes.ts';

const Album = z.strictObject({
  id: z.string(),
  user_id: z.string(),
  name: z.string(),
  description: z.string(),
  media_count: z.int(),
  cover_url: z.string().nullable(),
  is_default: z.boolean(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
}) satisfies z.ZodType<AlbumView>;
const Entry = z.strictObject({ media_id: z.string(), added_at: z.iso.datetime() });

export default described(app, {
  'GET /api/v1/albums': {
    summary: 'Your albums: the default one, then the newest',
    query: AlbumsQuery,
    answer: z.array(Album),
    paged: true,
  },
  'POST /api/v1/albums': { summary: 'Create an album', body: Details, status: 201, answer: Album },
  'GET /api/v1/albums/:id': {
    summary: 'One album; `default` names your All Media',
    query: ListQuery,
    answer: Album,
  },
  'PUT /api/v1/albums/:id': { summary: 'Rename and describe an album', body: Details, answer: Album },
  'DELETE /api/v1/albums/:id': { summary: 'Delete an album; its media stay', answer: message() },
  'GET /api/v1/albums/:id/media': {
    summary: 'The media of an album, newest first',
    query: ListQuery,
    answer: z.array(Entry),
    paged: true,
  },
  'POST /api/v1/albums/:id/media': { summary: 'Put media into an album', body: Coming, answer: message() },
  'DELETE /api/v1/albums/:id/media': {
    summary: 'Take many media out of an album',
    body: Leaving,
    answer: message(),
  },
  'DELETE /api/v1/albums/:id/media/:media_id': { summary: 'Take a media out of an album', answer: message() },
});
