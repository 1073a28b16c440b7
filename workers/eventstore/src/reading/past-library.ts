// A read model as of a position: the caller's media library as it was when the log's head was N. Folded page by page from
// the events themselves, newest upload first: a page costs its own media and the caller's album events, not the log.
import type { Recorded } from '#shared/mediahub/state/state-fold';
import * as z from 'zod';
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { stateAfter } from '#shared/mediahub/state/published-state';
import type { MediaState } from '#shared/mediahub/state/media';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import type { PastLibrary } from '#shared/mediahub/api/event';
import { STORE } from '../composition.ts';
import type { Env } from '../env.ts';
import { pagesWhere } from '#shared/engine/eventstore/log/pages-where';
import * as log from '#shared/engine/eventstore/log/store';
import { limitTo } from '#shared/engine/runtime/limit';

/** Uploads up to a position whose media had not been deleted by then. */
const UPLOADS = `SELECT aggregate_id, position FROM events
  WHERE OWNER AND event_type = 'MediaUploaded' AND position <= ?2 AND position < ?3
    AND NOT EXISTS (SELECT 1 FROM events AS later WHERE later.aggregate_id = events.aggregate_id
      AND later.event_type = 'MediaDeleted' AND later.position <= ?2)
  ORDER BY position DESC ${limitTo('?4')}`;

const ENTRIES = `OWNER AND event_type IN ('MediaAddedToAlbum', 'MediaRemovedFromAlbum') AND position <= ?2
  AND data ->> 'media_id' IN (SELECT value FROM json_each(?3))`;
const ALBUMS = `OWNER AND event_type IN ('AlbumCreated', 'AlbumDetailsChanged', 'AlbumDeleted') AND position <= ?2`;
const OF_MEDIA = 'aggregate_id IN (SELECT value FROM json_each(?3)) AND OWNER AND position <= ?2';

/** One owner's, by its index; everyone's when `user` is null. The parameter stays used either way. */
const owned = (sql: string, user: string | null) =>
  sql.replace('OWNER', user === null ? "?1 = ''" : 'user_id = ?1');

/** The position that a cursor names: the last one of the page before. */
export const placeOf = (cursor: string | undefined): number | undefined =>
  cursor === undefined || cursor === '' ? undefined : decodeCursor(cursor, z.tuple([z.int()]))[0];

export async function libraryAt(
  env: Env,
  user: string | null,
  asked: { position?: number | undefined; limit: number; cursor?: string | undefined },
): Promise<PastLibrary> {
  const head = await log.head(env.DB);
  const position = Math.min(asked.position ?? head, head);
  const before = placeOf(asked.cursor) ?? position + 1;
  const { results } = await env.DB.prepare(owned(UPLOADS, user))
    .bind(user ?? '', position, before, asked.limit + 1)
    .all<{ aggregate_id: string; position: number }>();
  const shown = results.slice(0, asked.limit);
  const last = shown.at(-1);
  const ids = JSON.stringify(shown.map((row) => row.aggregate_id));

  const about = (sql: string, ...more: string[]) =>
    pagesWhere(STORE.catalogue, env.DB, owned(sql, user), [user ?? '', position, ...more]);
  const names = await albumNames(about(ALBUMS));
  const [states, holding] = await Promise.all([
    statesOf(about(OF_MEDIA, ids)),
    membership(about(ENTRIES, ids), names),
  ]);
  return {
    position,
    head,
    media: shown.flatMap(({ aggregate_id: id }) => {
      const state = states.get(id);
      return state ? [{ id, ...state, albums: [...(holding.get(id) ?? new Map()).values()] }] : [];
    }),
    next_cursor: results.length > asked.limit && last ? encodeCursor([last.position]) : null,
  };
}

type Pages = AsyncIterable<readonly LoggedEvent[]>;

/** Media → its state at the end of these events. */
async function statesOf(pages: Pages): Promise<Map<string, MediaState>> {
  const states = new Map<string, MediaState>();
  for await (const page of pages)
    for (const [id, events] of Map.groupBy(page, ({ aggregate_id }) => aggregate_id)) {
      const recorded = events.map((event): Recorded => asDomainEvent(event));
      const state = stateAfter('Media', recorded, states.get(id) ?? null) as MediaState | null;
      if (state) states.set(id, state);
      else states.delete(id);
    }
  return states;
}

/** The albums that there were at the end of these events, by id. */
async function albumNames(pages: Pages): Promise<Map<string, string>> {
  const names = new Map<string, string>();
  for await (const page of pages)
    for (const event of page.map(asDomainEvent))
      if (event.event_type === 'AlbumDeleted') names.delete(event.aggregate_id);
      else if (event.event_type === 'AlbumCreated' || event.event_type === 'AlbumDetailsChanged')
        names.set(event.aggregate_id, event.data.name);
  return names;
}

/** Media → the albums that held it at the end of these events. */
async function membership(
  pages: Pages,
  names: ReadonlyMap<string, string>,
): Promise<Map<string, Map<string, { id: string; name: string }>>> {
  const holding = new Map<string, Map<string, { id: string; name: string }>>();
  for await (const page of pages)
    for (const event of page.map(asDomainEvent)) {
      if (event.event_type !== 'MediaAddedToAlbum' && event.event_type !== 'MediaRemovedFromAlbum') continue;
      const { aggregate_id: id, data } = event;
      const name = names.get(id);
      const albums = holding.get(data.media_id) ?? new Map<string, { id: string; name: string }>();
      if (event.event_type === 'MediaAddedToAlbum' && name !== undefined) albums.set(id, { id, name });
      else albums.delete(id);
      holding.set(data.media_id, albums);
    }
  return holding;
}
