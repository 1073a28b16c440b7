// Exports over HTTP. Answered by exporter.
import * as z from 'zod';
import { bytes, type Descriptions } from '#shared/http/description';
import { Cursor, Limit } from '#shared/http/list-query';

const Time = z.iso.datetime();

export const AlbumExport = z.strictObject({
  id: z.string(),
  status: z.enum(['requested', 'collected', 'written', 'completed', 'discarded', 'expired']),
  user_id: z.string(),
  album_id: z.string(),
  album_name: z.string(),
  /** Files that are in the ZIP, of `total`. */
  done: z.int(),
  total: z.int(),
  /** Files whose originals are lost: a list in the ZIP names them. */
  missing: z.int(),
  /** Bytes; null until it is written. */
  size: z.int().nullable(),
  expires_at: Time.nullable(),
  /** Why it was discarded. */
  reason: z.string().nullable(),
  /** Where it can be fetched; null while, or when, it cannot. */
  content_url: z.string().nullable(),
  created_at: Time,
  updated_at: Time,
});
export type AlbumExport = z.infer<typeof AlbumExport>;
export type ExportStatus = AlbumExport['status'];

export const ExportsQuery = z.strictObject({ limit: Limit, cursor: Cursor.optional() });

export const EXPORTS = {
  'POST /api/v1/albums/:id/export': {
    summary: 'Pack an album as a ZIP; a saga does it, GET the export to see how far it is',
    status: 202,
    answer: z.strictObject({ export_id: z.string() }),
  },
  'GET /api/v1/exports': {
    summary: 'Your exports, newest first',
    query: ExportsQuery,
    answer: z.array(AlbumExport),
    paged: true,
  },
  'GET /api/v1/exports/:id': {
    summary: 'One export: how far it is, and until when it can be fetched',
    answer: AlbumExport,
  },
  'GET /api/v1/exports/:id/content': { summary: 'The ZIP, until it expires', answer: bytes },
} satisfies Descriptions;
