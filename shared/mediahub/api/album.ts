// Albums over HTTP. Answered by album.
import * as z from 'zod';
import { message, type Descriptions } from '#shared/http/description';
import { AtLeast, PageAtLeast } from '#shared/http/list-query';
import { lineOfText, linesOfText } from '#shared/http/user-text';

export const Album = z.strictObject({
  id: z.string(),
  user_id: z.string(),
  name: z.string(),
  description: z.string(),
  media_count: z.int(),
  cover_url: z.string().nullable(),
  is_default: z.boolean(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Album = z.infer<typeof Album>;

const AlbumEntry = z.strictObject({ media_id: z.string(), added_at: z.iso.datetime() });

/** Of a new album, and of the whole of a changed one: PUT replaces. */
export const AlbumDetails = z.strictObject({
  name: lineOfText(200),
  description: linesOfText(2000).default(''),
});

export const AlbumsQuery = PageAtLeast.extend({
  /** Only albums that this media is in. */
  media_id: z.string().optional(),
});

/** As many as fit into one append. */
const MOST_MEDIA = 100;
const MediaIds = z.array(z.string()).min(1).max(MOST_MEDIA);
export const LeavingMedia = z.strictObject({ media_ids: MediaIds });
export const ComingMedia = z
  .strictObject({ media_id: z.string().optional(), media_ids: MediaIds.optional() })
  .refine(({ media_id, media_ids }) => (media_id === undefined) !== (media_ids === undefined), {
    message: 'Either media_id or media_ids.',
  });
export type ComingMedia = z.infer<typeof ComingMedia>;

const MEDIA_ID = 'media-01980000-0000-7000-8000-000000000000';

export const ALBUMS = {
  'GET /api/v1/albums': {
    summary: 'Your albums: the default one, then the newest',
    query: AlbumsQuery,
    answer: z.array(Album),
    paged: true,
  },
  'POST /api/v1/albums': {
    summary: 'Create an album',
    body: AlbumDetails,
    example: { name: '京都', description: 'Autumn' },
    status: 201,
    answer: Album,
  },
  'GET /api/v1/albums/:id': {
    summary: 'One album; `default` names your All Media',
    query: AtLeast,
    answer: Album,
  },
  'PUT /api/v1/albums/:id': {
    summary: 'Rename and describe an album',
    body: AlbumDetails,
    example: { name: '京都', description: 'Autumn' },
    answer: Album,
  },
  'DELETE /api/v1/albums/:id': { summary: 'Delete an album; its media stay', answer: message() },
  'GET /api/v1/albums/:id/media': {
    summary: 'The media of an album, newest first',
    query: PageAtLeast,
    answer: z.array(AlbumEntry),
    paged: true,
  },
  'POST /api/v1/albums/:id/media': {
    summary: 'Put media into an album',
    body: ComingMedia,
    example: { media_id: MEDIA_ID },
    answer: message(),
  },
  'DELETE /api/v1/albums/:id/media': {
    summary: 'Take many media out of an album',
    body: LeavingMedia,
    example: { media_ids: [MEDIA_ID] },
    answer: message(),
  },
  'DELETE /api/v1/albums/:id/media/:media_id': { summary: 'Remove a media item from an album', answer: message() },
} satisfies Descriptions;
