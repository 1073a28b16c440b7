// What each command was measured to do, and when. Written by `UPDATE=1 npm test -- workers/system-tests/calls.test.ts`, which otherwise holds the code to it.
import type { CommandCounts } from './cost-of.ts';
import file from './measured.json' with { type: 'json' };

/** The commands whose cost is shown, as their operations are called in /openapi.json. */
export const PRICED = [
  'POST /api/v1/media',
  'POST /api/v1/uploads/{id}/complete',
  'PATCH /api/v1/media/{id}',
  'DELETE /api/v1/media/{id}',
  'POST /api/v1/albums',
  'PUT /api/v1/albums/{id}',
  'POST /api/v1/albums/{id}/media',
  'DELETE /api/v1/albums/{id}/media/{media_id}',
  'DELETE /api/v1/albums/{id}',
  'POST /api/v1/albums/{id}/export',
  'PUT /api/v1/notifications/{id}/read',
  'PUT /api/v1/notifications/read-all',
] as const;
export type Priced = (typeof PRICED)[number];

export interface Measured {
  /** The day, as YYYY-MM-DD. */
  measured_on: string;
  commands: Record<Priced, CommandCounts>;
}

export const MEASURED: Measured = file;
