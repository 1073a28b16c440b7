// What exporter says about its routes; see #shared/http/openapi.
import * as z from 'zod';
import { bytes, described } from '#shared/http/openapi';
import type { ExportView } from './loaded.ts';
import { app } from './routes.ts';

const Time = z.iso.datetime();

const Export = z.strictObject({
  id: z.string(),
  status: z.enum(['requested', 'collected', 'written', 'completed', 'discarded', 'expired']),
  user_id: z.string(),
  album_id: z.string(),
  album_name: z.string(),
  done: z.int(),
  total: z.int(),
  size: z.int().nullable(),
  expires_at: Time.nullable(),
  reason: z.string().nullable(),
  content_url: z.string().nullable(),
  created_at: Time,
  updated_at: Time,
}) satisfies z.ZodType<ExportView>;

export default described(app, {
  'POST /api/v1/albums/:id/export': {
    summary: 'Pack an album as a ZIP; a saga does it, GET the export to see how far it is',
    status: 202,
    answer: z.strictObject({ export_id: z.string() }),
  },
  'GET /api/v1/exports': { summary: 'Your exports, newest first', answer: z.array(Export) },
  'GET /api/v1/exports/:id': {
    summary: 'One export: how far it is, and until when it can be fetched',
    answer: Export,
  },
  'GET /api/v1/exports/:id/content': { summary: 'The ZIP, until it expires', answer: bytes },
});
