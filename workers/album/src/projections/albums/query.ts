// Questions to the albums read model. The owner is in every WHERE: what is another user's does not exist.
import { limitTo } from '#shared/engine/runtime/limit';
import * as z from 'zod';
import type { Album } from '#shared/mediahub/api/album';
import { defaultAlbumId } from '#shared/mediahub/ids';
import { DEFAULT_ALBUM_NAME } from '../../domain/decide-entries.ts';
import { activeGeneration, followedGeneration } from '#shared/engine/projection/generations';

interface AlbumRow extends Omit<Album, 'cover_url' | 'is_default'> {
  cover: string | null;
  is_default: number;
  position: number;
}

/** Default album first, then the newest. */
export const AlbumCursor = z.tuple([z.int(), z.int()]);
type AlbumCursor = z.infer<typeof AlbumCursor>;
const FROM_THE_START: AlbumCursor = [2, 0];
export const albumCursor = ({ is_default, position }: AlbumRow): AlbumCursor => [is_default, position];

/** Newest entry first. */
export const EntryCursor = z.tuple([z.int()]);

const SHOWN = activeGeneration('album');
/** For what is decided, not shown. */
const FOLLOWED = followedGeneration('album');

const ALIVE = `NOT EXISTS (SELECT 1 FROM gone_media AS g WHERE g.generation = ${SHOWN} AND g.media_id = e.media_id)`;

const ALBUMS = `
  SELECT a.id, a.user_id, a.name, a.description, a.is_default, a.created_at, a.updated_at, a.position,
    (SELECT COUNT(*) FROM album_media AS e WHERE e.generation = ${SHOWN} AND e.album_id = a.id AND ${ALIVE}) AS media_count,
    (SELECT e.media_id FROM album_media AS e JOIN media_thumbnails AS t
        ON t.generation = e.generation AND t.media_id = e.media_id
      WHERE e.generation = ${SHOWN} AND e.album_id = a.id ORDER BY e.position DESC LIMIT 1) AS cover
  FROM albums AS a WHERE a.generation = ${SHOWN} AND a.user_id = ?1`;

export const toView = ({ cover, is_default, position: _, ...row }: AlbumRow): Album => ({
  ...row,
  cover_url: cover === null ? null : `/api/v1/media/${cover}/thumbnail`,
  is_default: is_default === 1,
});

export interface AlbumsQuery {
  limit: number;
  cursor?: AlbumCursor | undefined;
  /** Only albums that this media is in. */
  holding?: string | undefined;
}

const HOLDING = `AND a.id IN (SELECT e.album_id FROM album_media AS e WHERE e.generation = ${SHOWN} AND e.media_id = ?5 AND ${ALIVE})`;

/** The owner's albums after `cursor`, at most `limit`. */
export async function albumsOf(
  db: D1Database,
  owner: string,
  { limit, cursor = FROM_THE_START, holding }: AlbumsQuery,
): Promise<AlbumRow[]> {
  const values = [owner, cursor[0], cursor[1], limit];
  const { results } = await db
    .prepare(
      `${ALBUMS} AND (a.is_default, a.position) < (?2, ?3) ${holding === undefined ? '' : HOLDING}
       ORDER BY a.is_default DESC, a.position DESC ${limitTo('?4')}`,
    )
    .bind(...(holding === undefined ? values : [...values, holding]))
    .all<AlbumRow>();
  return results;
}

/** One album of the owner, or null. */
export async function albumOf(db: D1Database, owner: string, albumId: string): Promise<Album | null> {
  const row = await db.prepare(`${ALBUMS} AND a.id = ?2`).bind(owner, albumId).first<AlbumRow>();
  return row && toView(row);
}

/**
 * One album as its owner sees it, or null. 'All Media' exists for every user: the first upload creates it, and until then
 * it is empty, and as old as the question.
 */
export async function shownAlbum(db: D1Database, owner: string, albumId: string): Promise<Album | null> {
  const album = await albumOf(db, owner, albumId);
  if (album || albumId !== defaultAlbumId(owner)) return album;
  const now = new Date().toISOString();
  const empty = { media_count: 0, cover_url: null, is_default: true, created_at: now, updated_at: now };
  return { id: albumId, user_id: owner, name: DEFAULT_ALBUM_NAME, description: '', ...empty };
}

export interface Entry {
  media_id: string;
  added_at: string;
  position: number;
}

/** The living media of an album, newest added first. */
export async function entriesOf(
  db: D1Database,
  owner: string,
  albumId: string,
  { limit, before = Number.MAX_SAFE_INTEGER }: { limit: number; before?: number | undefined },
): Promise<Entry[]> {
  const { results } = await db
    .prepare(
      `SELECT e.media_id, e.added_at, e.position FROM album_media AS e
       WHERE e.generation = ${SHOWN} AND e.user_id = ?1 AND e.album_id = ?2 AND e.position < ?3 AND ${ALIVE}
       ORDER BY e.position DESC ${limitTo('?4')}`,
    )
    .bind(owner, albumId, before, limit)
    .all<Entry>();
  return results;
}

/** By media id, the ids of its owner's albums that hold it, deleted or not: these are the entries to remove. */
export async function albumsHolding(
  db: D1Database,
  media: readonly { id: string; owner: string }[],
): Promise<Map<string, string[]>> {
  const { results } = await db
    .prepare(
      `SELECT e.media_id, e.album_id FROM json_each(?1) AS asked CROSS JOIN album_media AS e
       WHERE e.generation = ${FOLLOWED} AND e.media_id = asked.value ->> 'id' AND e.user_id = asked.value ->> 'owner'`,
    )
    .bind(JSON.stringify(media))
    .all<{ media_id: string; album_id: string }>();
  const byMedia = Map.groupBy(results, ({ media_id }) => media_id);
  return new Map([...byMedia].map(([id, rows]) => [id, rows.map(({ album_id }) => album_id)]));
}

/** Which of these media are deleted, as of the checkpoint. */
export async function goneAmong(db: D1Database, mediaIds: readonly string[]): Promise<Set<string>> {
  const { results } = await db
    .prepare(
      `SELECT media_id FROM gone_media WHERE generation = ${FOLLOWED} AND media_id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(mediaIds))
    .all<{ media_id: string }>();
  return new Set(results.map((row) => row.media_id));
}
