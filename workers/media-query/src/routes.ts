// HTTP in, HTTP out: the library and its files. Reads only; `min_position` and `consistency` wait until the read model has reached them.
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import { refuseLostPage, requireShown } from '#shared/http/own-write';
import { Problem, traceId } from '#shared/http/problem';
import { AtLeast } from '#shared/http/list-query';
import { query, service, type App } from '#shared/http/service';
import { MediaQuery, SearchQuery, type Media } from '#shared/mediahub/api/media';
import { defaultAlbumId } from '#shared/mediahub/ids';
import { locationKey, originalKey, renditionKey } from '#shared/mediahub/media/keys';
import { Location, RENDITION_SIDES, THUMBNAIL_SIDE, ZOOM_SIDE } from '#shared/mediahub/ports/thumbnailer';
import { checkpointOf } from '#shared/engine/projection/deliver';
import type { Context } from 'hono';
import type { Env } from './env.ts';
import { LibraryCursor, libraryOf, mediaOf } from './projections/media-library/query.ts';
import { matchFor } from './projections/media-library/search-terms.ts';
import { renditionVersion } from './projections/media-library/view.ts';
import { serve } from './serving/serve.ts';

export const app = service<Env>(async ({ DB }) => ({ checkpoint: await checkpointOf(DB, 'media') }));

const JSON_TYPE = { 'content-type': 'application/json' };

/** One page of the caller's library: `count` is how many are on it, `next_cursor` is null on the last. Written as the database wrote it. */
async function page(
  c: Context<App<Env>>,
  { limit, cursor, min_position, consistency, ...filter }: MediaQuery,
  searched?: { query: string; match: string },
): Promise<Response> {
  const [before] = cursor === undefined ? [] : decodeCursor(cursor, LibraryCursor);
  const { env } = c;
  const owner = c.get('caller').user_id;
  await requireShown(env.SUBSCRIPTIONS, 'media', { min_position, consistency }, traceId(c));
  await refuseLostPage(env.SUBSCRIPTIONS, 'media', before);
  const album_id = filter.album_id === 'default' ? defaultAlbumId(owner) : filter.album_id;
  const { media, next } = await libraryOf(
    env.DB,
    owner,
    { ...filter, album_id, match: searched?.match },
    { limit, before },
  );
  const about = {
    ...(searched && { query: searched.query }),
    count: media.length,
    next_cursor: next && encodeCursor(next),
  };
  return new Response(`{"media":[${media.join(',')}],${JSON.stringify(about).slice(1)}`, { headers: JSON_TYPE });
}

app.get('/api/v1/media', (c) => page(c, query(c, MediaQuery)));

app.get('/api/v1/media/search', (c) => {
  const { q, ...asked } = query(c, SearchQuery);
  const match = matchFor(q);
  if (match === null)
    throw new Problem('validation_failed', 'Some fields are not as they should be.', {
      errors: [{ path: 'q', message: 'Say what to look for.' }],
    });
  return page(c, asked, { query: q, match });
});

/** @throws Problem media_not_found: unknown, deleted, or another user's */
async function own(env: Env, caller: { user_id: string }, id: string): Promise<Media> {
  const media = await mediaOf(env.DB, caller.user_id, id);
  if (!media) throw new Problem('media_not_found');
  return media;
}

app.get('/api/v1/media/:id', async (c) => {
  await requireShown(c.env.SUBSCRIPTIONS, 'media', query(c, AtLeast), traceId(c));
  return c.json(await own(c.env, c.get('caller'), c.req.param('id')));
});

app.get('/api/v1/media/:id/content', async (c) => {
  const { id, filename, content_type, content_url } = await own(c.env, c.get('caller'), c.req.param('id'));
  if (content_url === null) throw new Problem('content_not_available');
  return serve(c.req.raw, c.env.FILES, {
    key: originalKey(id),
    filename,
    content_type,
    missing: 'content_not_available',
  });
});

const SIDES: readonly number[] = [...RENDITION_SIDES, ZOOM_SIDE];

async function rendition(env: Env, request: Request, media: Media, side: number): Promise<Response> {
  const { id, filename, content_url, thumbnail_url } = media;
  if (content_url === null) throw new Problem('content_not_available');
  if (thumbnail_url === null || !SIDES.includes(side)) throw new Problem('thumbnail_not_available');
  return serve(request, env.FILES, {
    key: renditionKey(id, side),
    filename: `${filename.replace(/\.[^.]*$/, '')} (${side}).jpg`,
    content_type: 'image/jpeg',
    missing: 'thumbnail_not_available',
    immutable: new URL(request.url).searchParams.get('v') === renditionVersion(media),
  });
}

app.get('/api/v1/media/:id/thumbnail', async (c) => {
  const media = await own(c.env, c.get('caller'), c.req.param('id'));
  return rendition(c.env, c.req.raw, media, THUMBNAIL_SIDE);
});

app.get('/api/v1/media/:id/renditions/:side', async (c) => {
  const media = await own(c.env, c.get('caller'), c.req.param('id'));
  return rendition(c.env, c.req.raw, media, Number(c.req.param('side')));
});

// Separate from the rest of a media item: no list, export or rendition contains it.
app.get('/api/v1/media/:id/location', async (c) => {
  const { id, located } = await own(c.env, c.get('caller'), c.req.param('id'));
  const stored = located ? await c.env.FILES.get(locationKey(id)) : null;
  if (!stored) throw new Problem('not_found', 'The file does not say where it was taken.');
  return c.json(Location.parse(await stored.json()));
});
