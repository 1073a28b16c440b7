// HTTP in and out of exporter: request an export, follow its progress, download it until it expires.
import { Turns } from '#shared/engine/runtime/turns';
import { inTurn } from '#shared/http/in-turn';
import { batchedReader } from '#shared/engine/command/batched';
import { create as contentDisposition } from 'content-disposition';
import { positionWithin, setWritten, writtenAt } from '#shared/http/consistency';
import { decodeCursor } from '#shared/http/cursor';
import { page } from '#shared/http/page';
import { Problem } from '#shared/http/problem';
import { metadataOf, query, service, type App } from '#shared/http/service';
import { ExportsQuery, type AlbumExport } from '#shared/mediahub/api/export';
import { defaultAlbumId, derivedId, isIdOf } from '#shared/mediahub/ids';
import type { Context } from 'hono';
import * as z from 'zod';
import { albumExports } from './aggregates.ts';
import { albumContents } from './collect.ts';
import { downloadOf } from './download.ts';
import type { Env } from './env.ts';
import { zipName } from './domain/zip-names.ts';
import { exportOf } from './load-export.ts';

/** Each makes three new objects: many at once would let no other request in. See #shared/engine/runtime/turns. */
const turns = new Turns({ at_once: 1, lease_ms: 500, waiting: { all: 1_024, each: 256 } });

/** A place on the user's shelf. */
const ExportCursor = z.tuple([z.int()]);

export const app = service<Env>();

app.post('/api/v1/albums/:id/export', (c) => inTurn(turns, c.get('caller').user_id, () => request(c)));

async function request(c: Context<App<Env>>): Promise<Response> {
  const caller = c.get('caller');
  const asked = c.req.param('id') ?? '';
  const album_id = asked === 'default' ? defaultAlbumId(caller.user_id) : asked;
  if (!isIdOf('album', album_id)) throw new Problem('album_not_found');
  const album = await albumContents(c.env.EVENTS, album_id);
  if (!album || album.user_id !== caller.user_id) throw new Problem('album_not_found');

  const metadata = metadataOf(c, caller);
  // Derived from the command: a retried request finds the export that it made.
  const export_id = derivedId('export', 'requested_by', metadata.command_id);
  await c.env.SHELF.getByName(caller.user_id).put(export_id);
  const requested = await albumExports.respond(
    c.env.EVENTS,
    export_id,
    { type: 'request', user_id: caller.user_id, album_id, album_name: album.name },
    metadata,
    { positionWithinMs: positionWithin(c) },
  );
  setWritten(c, writtenAt(export_id, requested));
  return c.json({ export_id }, 202, { location: `/api/v1/exports/${export_id}` });
}

app.get('/api/v1/exports', async (c) => {
  const { user_id } = c.get('caller');
  const { limit, cursor } = query(c, ExportsQuery);
  const [before] = cursor === undefined ? [] : decodeCursor(cursor, ExportCursor);
  const rows = await c.env.SHELF.getByName(user_id).list(limit + 1, before);
  const shown = page(c, rows, limit, ({ place }) => [place]);
  // One call of the event store, however many there are.
  const reader = batchedReader(c.env.EVENTS);
  const found = await Promise.all(shown.map(({ id }) => exportOf(reader, user_id, id, Date.now())));
  return c.json(found.filter((view) => view !== null));
});

/** @throws Problem export_not_found: unknown, or another user's */
async function own(c: Context<App<Env>>): Promise<AlbumExport> {
  const id = c.req.param('id') ?? '';
  const { user_id } = c.get('caller');
  // The shelf knows it from before its first event, also while the log is late; an unknown id opens no stream.
  const known = isIdOf('export', id) && (await c.env.SHELF.getByName(user_id).has(id));
  const view = known ? await exportOf(c.env.EVENTS, user_id, id, Date.now()) : null;
  if (!view) throw new Problem('export_not_found');
  return view;
}

app.get('/api/v1/exports/:id', async (c) => c.json(await own(c)));

app.get('/api/v1/exports/:id/content', async (c) => {
  const { id, status, album_name } = await own(c);
  if (status === 'expired') throw new Problem('export_expired');
  if (status !== 'completed') throw new Problem('export_not_ready');
  const download = await downloadOf(c.env.EXPORTS, id);
  if (!download) throw new Problem('export_expired');
  return new Response(download.body, {
    headers: {
      'cache-control': 'private, no-store',
      'content-type': 'application/zip',
      'content-disposition': contentDisposition(zipName(album_name)),
      'x-content-type-options': 'nosniff',
    },
  });
});
