// A read model as of a position: the caller's media library as it was when the log stood at N. Folded page by page from
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
import * as log from '#shared/engine/eventstore/log/store';

/** Uploads up to a position whose media had not been deleted by then. */
const UPLOADS = `SELECT aggregate_id, position FROM events
  WHERE OWNER AND event_type = 'MediaUploaded' AND position <= ?2 AND position < ?3
    AND NOT EXISTS (SELECT 1 FROM events AS later WHERE later.aggregate_id = events.aggregate_id
      AND later.event_type = 'MediaDeleted' AND later.position <= ?2)
  ORDER BY position DESC LIMIT ?4`;

const ENTRIES = `OWNER AND event_type IN ('MediaAddedToAlbum', 'MediaRemovedFromAlbum') AND position <= ?2
  AND data ->> 'media_id' IN (SELECT value FROM json_each(?3))`;
const ALBUMS = `OWNER AND event_type IN ('AlbumCreated', 'AlbumDetailsChanged', 'AlbumDeleted') AND position <= ?2`;
const OF_MEDIA = 'aggregate_id IN (SELECT value FROM json_each(?3)) AND OWNER AND position <= ?2';

/** One owner's, by its index; everybody's when `user` is null. The parameter stays used either way. */
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

  const [ofMedia, entries, albums] = await Promise.all([
    log.readWhere(STORE.catalogue, env.DB, owned(OF_MEDIA, user), [user ?? '', position, ids]),
    log.readWhere(STORE.catalogue, env.DB, owned(ENTRIES, user), [user ?? '', position, ids]),
    log.readWhere(STORE.catalogue, env.DB, owned(ALBUMS, user), [user ?? '', position]),
  ]);
  const byMedia = Map.groupBy(ofMedia, (event) => event.aggregate_id);
  const holding = membership(entries, albumNames(albums));
  return {
    position,
    head,
    media: shown.flatMap(({ aggregate_id: id }) => {
      const events = (byMedia.get(id) ?? []).map((event): Recorded => asDomainEvent(event));
      const state = stateAfter('Media', events) as MediaState | null;
      return state ? [{ id, ...state, albums: [...(holding.get(id) ?? new Map()).values()] }] : [];
    }),
    next_cursor: results.length > asked.limit && last ? encodeCursor([last.position]) : null,
  };
}

/** The albums that stood at the end of these events, by id. */
function albumNames(events: readonly LoggedEvent[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const event of events.map(asDomainEvent))
    if (event.event_type === 'AlbumDeleted') names.delete(event.aggregate_id);
    else if (event.event_type === 'AlbumCreated' || event.event_type === 'AlbumDetailsChanged')
      names.set(event.aggregate_id, event.data.name);
  return names;
}

/** Media → the albums that held it at the end of these events. */
function membership(
  events: readonly LoggedEvent[],
  names: ReadonlyMap<string, string>,
): Map<string, Map<string, { id: string; name: string }>> {
  const holding = new Map<string, Map<string, { id: string; name: string }>>();
  for (const event of events.map(asDomainEvent)) {
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
