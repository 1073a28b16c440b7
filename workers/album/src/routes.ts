// HTTP in and out of album: translate, call, translate. Own writes are visible at once: a write waits until the
// read model has passed its position.
import type { Context } from 'hono';
import { z } from 'zod';
import { decodeCursor } from '#shared/http/cursor';
import { requirePosition, showOwnWrite } from '#shared/http/own-write';
import { page } from '#shared/http/page';
import { Problem } from '#shared/http/problem';
import { body, Limit, metadataOf, Position, query, service, setPosition, type App } from '#shared/http/service';
import { defaultAlbumId, derivedId, isIdOf } from '#shared/kernel/ids';
import { checkpointOf } from '#shared/projection/deliver';
import { createAlbum, newAlbumView, putIn, takeOut, type Written } from './commands.ts';
import type { Env } from './env.ts';
import {
  albumCursor,
  AlbumCursor,
  albumOf,
  albumsOf,
  entriesOf,
  EntryCursor,
  toView,
} from './projections/albums/query.ts';

type C = Context<App<Env>>;

const NewAlbum = z.strictObject({
  name: z.string().trim().min(1).max(200),
  description: z.string().trim().max(2000).default(''),
});
const NewEntry = z.strictObject({ media_id: z.string() });
const ListQuery = z.object({
  limit: Limit,
  cursor: z.string().optional(),
  min_position: Position.optional(),
});

/** `default` names the caller's 'All Media'. What is no album id is no album. */
function albumIdOf(c: C): string {
  const id = c.req.param('id') ?? '';
  if (id === 'default') return defaultAlbumId(c.var.caller.user_id);
  if (!isIdOf('album', id)) throw new Problem('album_not_found');
  return id;
}

async function shown(c: C, { position }: Written): Promise<void> {
  await showOwnWrite(c, c.env.SUBSCRIPTIONS, 'album', position);
  setPosition(c, position);
}

export const app = service<Env>(async (env) => ({ checkpoint: await checkpointOf(env.DB, 'album') }));

app.get('/api/v1/albums', async (c) => {
  const { limit, cursor, min_position } = query(c, ListQuery);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, AlbumCursor);
  await requirePosition(c.env.SUBSCRIPTIONS, 'album', min_position);
  const rows = await albumsOf(c.env.DB, c.var.caller.user_id, { limit: limit + 1, cursor: after });
  return c.json(page(c, rows, limit, albumCursor).map(toView));
});

app.post('/api/v1/albums', async (c) => {
  const { name, description } = await body(c, NewAlbum);
  const metadata = metadataOf(c, c.var.caller);
  // Derived from the command: the retry of a request finds the album that it made.
  const id = derivedId('album', 'created_by', metadata.command_id);
  await shown(c, await createAlbum(c.env, metadata, id, { name, description }));
  const album = (await albumOf(c.env.DB, metadata.user_id, id)) ?? (await newAlbumView(c.env, id));
  return c.json(album, 201, { location: `/api/v1/albums/${id}` });
});

app.get('/api/v1/albums/:id', async (c) => {
  await requirePosition(c.env.SUBSCRIPTIONS, 'album', query(c, ListQuery).min_position);
  const album = await albumOf(c.env.DB, c.var.caller.user_id, albumIdOf(c));
  if (!album) throw new Problem('album_not_found');
  return c.json(album);
});

app.get('/api/v1/albums/:id/media', async (c) => {
  const { limit, cursor, min_position } = query(c, ListQuery);
  const before = cursor === undefined ? undefined : decodeCursor(cursor, EntryCursor)[0];
  const id = albumIdOf(c);
  await requirePosition(c.env.SUBSCRIPTIONS, 'album', min_position);
  const { user_id } = c.var.caller;
  if (!(await albumOf(c.env.DB, user_id, id))) throw new Problem('album_not_found');
  const rows = await entriesOf(c.env.DB, user_id, id, { limit: limit + 1, before });
  const entries = page(c, rows, limit, (entry) => [entry.position]);
  return c.json(entries.map(({ media_id, added_at }) => ({ media_id, added_at })));
});

app.post('/api/v1/albums/:id/media', async (c) => {
  const id = albumIdOf(c);
  const { media_id } = await body(c, NewEntry);
  await shown(c, await putIn(c.env, metadataOf(c, c.var.caller), id, media_id));
  return c.json({ message: 'The media is in the album.' });
});

app.delete('/api/v1/albums/:id/media/:media_id', async (c) => {
  const media_id = c.req.param('media_id');
  await shown(c, await takeOut(c.env, metadataOf(c, c.var.caller), albumIdOf(c), media_id));
  return c.json({ message: 'The media is not in the album.' });
});
