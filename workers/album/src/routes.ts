// HTTP in and out of album: translate, call, translate.
import { decodeCursor } from '#shared/http/cursor';
import { refuseLostPage, requireShown } from '#shared/http/own-write';
import { AtLeast } from '#shared/http/list-query';
import { page } from '#shared/http/page';
import { Problem, traceId } from '#shared/http/problem';
import { body, metadataOf, query, service } from '#shared/http/service';
import { AlbumDetails, AlbumsQuery, type Album } from '#shared/mediahub/api/album';
import { derivedId } from '#shared/mediahub/ids';
import { checkpointOf } from '#shared/engine/projection/deliver';
import { albumIdOf, commandOptions, waitForReadModel } from './route-context.ts';
import { changeDetails, createAlbum, deleteAlbum, newAlbumView } from './commands/albums.ts';
import { entries } from './entry-routes.ts';
import type { Env } from './env.ts';
import { albumCursor, AlbumCursor, albumOf, albumsOf, shownAlbum, toView } from './projections/albums/query.ts';

/** As the read model shows it, or, while that is late, as the stream does. */
const viewOf = async (env: Env, owner: string, id: string): Promise<Album> =>
  (await albumOf(env.DB, owner, id)) ?? newAlbumView(env, id);

export const app = service<Env>(async (env) => ({ checkpoint: await checkpointOf(env.DB, 'album') }));

app.get('/api/v1/albums', async (c) => {
  const { limit, cursor, media_id: holding, ...atLeast } = query(c, AlbumsQuery);
  const after = cursor === undefined ? undefined : decodeCursor(cursor, AlbumCursor);
  await requireShown(c.env.SUBSCRIPTIONS, 'album', atLeast, traceId(c));
  await refuseLostPage(c.env.SUBSCRIPTIONS, 'album', after?.[1]);
  const rows = await albumsOf(c.env.DB, c.var.caller.user_id, { limit: limit + 1, cursor: after, holding });
  return c.json(page(c, rows, limit, albumCursor).map(toView));
});

app.post('/api/v1/albums', async (c) => {
  const details = await body(c, AlbumDetails);
  const metadata = metadataOf(c, c.var.caller);
  // Derived from the command: the retry of a request finds the album that it made.
  const id = derivedId('album', 'created_by', metadata.command_id);
  // Without a key of the client it cannot be a second try.
  const idOrigin = c.req.header('idempotency-key') === undefined ? 'new' : 'derived';
  const { written, view } = await createAlbum(c.env, metadata, id, details, { ...commandOptions(c), idOrigin });
  await waitForReadModel(c, written);
  return c.json(view ?? (await viewOf(c.env, metadata.user_id, id)), 201, { location: `/api/v1/albums/${id}` });
});

app.get('/api/v1/albums/:id', async (c) => {
  await requireShown(c.env.SUBSCRIPTIONS, 'album', query(c, AtLeast), traceId(c));
  const album = await shownAlbum(c.env.DB, c.var.caller.user_id, albumIdOf(c));
  if (!album) throw new Problem('album_not_found');
  return c.json(album);
});

app.put('/api/v1/albums/:id', async (c) => {
  const id = albumIdOf(c);
  const details = await body(c, AlbumDetails);
  const metadata = metadataOf(c, c.var.caller);
  await waitForReadModel(c, await changeDetails(c.env, metadata, id, details, commandOptions(c)));
  return c.json({ ...(await viewOf(c.env, metadata.user_id, id)), ...details });
});

app.delete('/api/v1/albums/:id', async (c) => {
  await waitForReadModel(
    c,
    await deleteAlbum(c.env, metadataOf(c, c.var.caller), albumIdOf(c), commandOptions(c)),
  );
  return c.json({ message: 'The album is deleted.' });
});

app.route('/api/v1/albums/:id/media', entries);
