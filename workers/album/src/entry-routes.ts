// HTTP in and out of an album's entries: /api/v1/albums/{id}/media.
import { Hono } from 'hono';
import { decodeCursor } from '#shared/http/cursor';
import { refuseLostPage, requireShown } from '#shared/http/own-write';
import { PageAtLeast } from '#shared/http/list-query';
import { page } from '#shared/http/page';
import { Problem, traceId } from '#shared/http/problem';
import { body, metadataOf, query, type App } from '#shared/http/service';
import { ComingMedia, LeavingMedia } from '#shared/mediahub/api/album';
import { albumIdOf, commandOptions, waitForReadModel } from './route-context.ts';
import { putIn, takeOut, type Named } from './commands/entries.ts';
import type { Env } from './env.ts';
import { entriesOf, shownAlbum, EntryCursor } from './projections/albums/query.ts';

/** Each media once, however often it is named. */
function namedIn({ media_id, media_ids = [] }: ComingMedia): Named[] {
  if (media_id !== undefined) return [{ media_id, path: 'media_id' }];
  const named = media_ids.map((id, n): Named => ({ media_id: id, path: `media_ids.${n}` }));
  return named.filter(({ media_id: id }, n) => media_ids.indexOf(id) === n);
}

export const entries = new Hono<App<Env>>();

entries.get('/', async (c) => {
  const { limit, cursor, ...atLeast } = query(c, PageAtLeast);
  const before = cursor === undefined ? undefined : decodeCursor(cursor, EntryCursor)[0];
  const id = albumIdOf(c);
  await requireShown(c.env.SUBSCRIPTIONS, 'album', atLeast, traceId(c));
  await refuseLostPage(c.env.SUBSCRIPTIONS, 'album', before);
  const { user_id } = c.var.caller;
  if (!(await shownAlbum(c.env.DB, user_id, id))) throw new Problem('album_not_found');
  const rows = await entriesOf(c.env.DB, user_id, id, { limit: limit + 1, before });
  const shownRows = page(c, rows, limit, (entry) => [entry.position]);
  return c.json(shownRows.map(({ media_id, added_at }) => ({ media_id, added_at })));
});

entries.post('/', async (c) => {
  const id = albumIdOf(c);
  const coming = await body(c, ComingMedia);
  await waitForReadModel(
    c,
    await putIn(c.env, metadataOf(c, c.var.caller), id, namedIn(coming), commandOptions(c)),
  );
  return c.json({ message: coming.media_ids ? 'The media are in the album.' : 'The media is in the album.' });
});

entries.delete('/', async (c) => {
  const id = albumIdOf(c);
  const { media_ids } = await body(c, LeavingMedia);
  await waitForReadModel(
    c,
    await takeOut(c.env, metadataOf(c, c.var.caller), id, [...new Set(media_ids)], commandOptions(c)),
  );
  return c.json({ message: 'The media are not in the album.' });
});

entries.delete('/:media_id', async (c) => {
  const { media_id } = c.req.param();
  await waitForReadModel(
    c,
    await takeOut(c.env, metadataOf(c, c.var.caller), albumIdOf(c), [media_id], commandOptions(c)),
  );
  return c.json({ message: 'The media is not in the album.' });
});
