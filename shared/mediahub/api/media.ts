// Media over HTTP: the library as its read model shows it, and the commands that change a media item.
import * as z from 'zod';
import { bytes, message, type Content, type Descriptions } from '#shared/http/description';
import { AtLeast, PageAtLeast } from '#shared/http/list-query';
import { Camera, Exposure, Location, Taken } from '#shared/mediahub/ports/thumbnailer';

export const MEDIA_STATUSES = ['uploaded', 'processed', 'failed', 'compensated'] as const;
export type MediaStatus = (typeof MEDIA_STATUSES)[number];

/** What the thumbnail was made of: the picture, a small one that the camera put into it, or a browser's. */
export const MADE_OF = ['original', 'embedded', 'browser'] as const;

export const Media = z.strictObject({
  id: z.string(),
  user_id: z.string(),
  filename: z.string(),
  content_type: z.string(),
  size: z.int(),
  sha256: z.string(),
  /** Null while, and if, there is none. */
  thumbnail_url: z.string().nullable(),
  /** Null when the upload was undone: the file is gone. */
  content_url: z.string().nullable(),
  /** A picture for the screen, of at most 1,600 pixels a side; null where the thumbnail is as large. */
  preview_url: z.string().nullable(),
  /** What a tile shows before its thumbnail is there (thumbhash, base64). */
  thumbhash: z.string().nullable(),
  made_of: z.enum(MADE_OF).nullable(),
  taken_at: Taken.nullable(),
  camera: Camera.nullable(),
  exposure: Exposure.nullable(),
  /** Whether the file says where it was taken: only its owner can ask where. */
  located: z.boolean(),
  video_codec: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  duration_seconds: z.number().nullable(),
  status: z.enum(MEDIA_STATUSES),
  /** Why there is no thumbnail, or why it failed or was undone: for programs, and in the server's words. */
  reason_code: z.string().nullable(),
  reason: z.string().nullable(),
  /** Ids of the albums that hold it. */
  albums: z.array(z.string()),
  uploaded_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Media = z.infer<typeof Media>;

const page = { media: z.array(Media), count: z.int(), next_cursor: z.string().nullable() };
const MediaPage = z.strictObject(page);
export type MediaPage = z.infer<typeof MediaPage>;

/** An instant, or a day in UTC: a day becomes its instant at the time of day `edge`. */
const instant = (edge: string) =>
  z
    .union([z.iso.datetime({ offset: true }), z.iso.date()])
    .transform((text) => new Date(text.includes('T') ? text : `${text}T${edge}Z`).toISOString());

export const MediaQuery = PageAtLeast.extend({
  status: z.enum(MEDIA_STATUSES).optional(),
  type: z.enum(['image', 'video']).optional(),
  album_id: z.string().optional(),
  from: instant('00:00:00.000').optional(),
  to: instant('23:59:59.999').optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});
export type MediaQuery = z.infer<typeof MediaQuery>;

/** A file name has at most 255 bytes: what is longer is in none of them. */
export const SearchQuery = MediaQuery.extend({ q: z.string().max(255) });

const partly = {
  206: 'The part that Range asked for.',
  304: 'Not modified.',
  412: 'If-Match does not hold.',
  416: 'The range is outside the file.',
};

/** Answered by media-query. */
export const MEDIA_READS = {
  'GET /api/v1/media': { summary: 'Your library, newest first', query: MediaQuery, answer: MediaPage },
  'GET /api/v1/media/search': {
    summary: 'Find media by a part of their name',
    query: SearchQuery,
    answer: z.strictObject({ query: z.string(), ...page }),
  },
  'GET /api/v1/media/:id': { summary: 'One media', query: AtLeast, answer: Media },
  'GET /api/v1/media/:id/content': { summary: 'The file', answer: bytes, also: partly },
  'GET /api/v1/media/:id/renditions/:side': {
    summary: 'A JPEG of at most 400, 1,600 or 4,096 pixels a side (the last one once it was asked for)',
    answer: bytes,
    also: partly,
  },
  'GET /api/v1/media/:id/location': { summary: 'Where it was taken: for its owner only', answer: Location },
  'GET /api/v1/media/:id/thumbnail': { summary: 'The thumbnail, a JPEG', answer: bytes, also: partly },
} satisfies Descriptions;

const file = { type: 'string', format: 'binary' };

/** A form, or the bytes themselves: then Content-Disposition names the file. */
const Upload = {
  content: {
    'multipart/form-data': { schema: { type: 'object', properties: { file }, required: ['file'] } },
    '*/*': { schema: file },
  },
} satisfies Content;

/** What an upload answers: the media as it was accepted. */
export const Uploaded = z.strictObject({
  id: z.string(),
  filename: z.string(),
  content_type: z.string(),
  size: z.int(),
  status: z.string(),
});
export type Uploaded = z.infer<typeof Uploaded>;

export const AGAIN = { 200: 'The same bytes are in your library already: that media.' };

export const Rename = z.strictObject({ filename: z.string() });

/** As its stream knows it: what only the read side knows is read there. */
export const MediaOfStream = Media.pick({
  id: true,
  user_id: true,
  filename: true,
  content_type: true,
  size: true,
  sha256: true,
  content_url: true,
}).extend({ status: z.string() });
export type MediaOfStream = z.infer<typeof MediaOfStream>;

/** Answered by media-command. */
export const MEDIA_WRITES = {
  'POST /api/v1/media': {
    summary:
      'Upload a photo or video. The body streams into the store, which asks for its length before: send Content-Length',
    body: Upload,
    status: 201,
    answer: Uploaded,
    also: AGAIN,
  },
  'PATCH /api/v1/media/:id': {
    summary: 'Rename a media item',
    body: Rename,
    example: { filename: '清水寺.jpg' },
    answer: MediaOfStream,
  },
  'PUT /api/v1/media/:id/preview': {
    summary:
      'A picture of a video, or of a photo that cannot be decoded here, made by the browser that has the file',
    body: {
      content: { 'image/jpeg': { schema: file }, 'image/webp': { schema: file }, 'image/png': { schema: file } },
    },
    answer: message({ media_id: z.string() }),
  },
  'PUT /api/v1/media/:id/zoom': {
    summary:
      'Where a picture to zoom into is: the file itself, or, of a HEIC, a JPEG that is made at the first time',
    answer: z.strictObject({ media_id: z.string(), url: z.string() }),
  },
  'DELETE /api/v1/media/:id': {
    summary: 'Delete a media item: it is removed from every album, then its files are deleted',
    answer: message({ media_id: z.string() }),
  },
} satisfies Descriptions;
