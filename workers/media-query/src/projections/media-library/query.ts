// Questions to the library. The owner is in every WHERE: what is another user's does not exist.
import { and, desc, eq, fillPlaceholders, gte, like, lt, lte, ne, sql, type Placeholder } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import * as z from 'zod';
import { shown, shownRowid } from '#shared/engine/projection/generations';
import { SCREEN_SIDE } from '#shared/mediahub/ports/thumbnailer';
import type { Media, MediaStatus } from '#shared/mediahub/api/media';
import { media, media_albums } from './table.ts';

export interface Filter {
  status?: MediaStatus | undefined;
  type?: 'image' | 'video' | undefined;
  album_id?: string | undefined;
  /** Uploaded at this instant or later, or earlier (ISO 8601, UTC). */
  from?: string | undefined;
  to?: string | undefined;
  /** Hash of the content, in hexadecimal: whether these very bytes are there already. */
  sha256?: string | undefined;
  /** An FTS5 expression, see search-terms.ts. */
  match?: string | undefined;
}

/** Position of the last media of a page. */
export const LibraryCursor = z.tuple([z.int()]);

const SHOWN = sql.raw(shown('media'));
const IS_SHOWN = sql`${media.generation} = ${SHOWN}`;

/** Of the media's own generation, which is the one that is shown: asked once a page, not once a row. */
const albumsOfMedia = sql<string>`(SELECT json_group_array(album_id) FROM
  (SELECT album_id FROM media_albums AS a WHERE a.generation = media.generation AND a.media_id = media.id ORDER BY position))`.as(
  'albums',
);

const COLUMNS = {
  id: media.id,
  user_id: media.user_id,
  filename: media.filename,
  content_type: media.content_type,
  size: media.size,
  sha256: media.sha256,
  thumbnail: media.thumbnail,
  width: media.width,
  height: media.height,
  duration_seconds: media.duration_seconds,
  thumbhash: media.thumbhash,
  sides: media.sides,
  made_of: media.made_of,
  taken_local: media.taken_local,
  taken_zone: media.taken_zone,
  camera_make: media.camera_make,
  camera_model: media.camera_model,
  lens: media.lens,
  exposure_seconds: media.exposure_seconds,
  f_number: media.f_number,
  iso: media.iso,
  focal_length_mm: media.focal_length_mm,
  located: media.located,
  video_codec: media.video_codec,
  status: media.status,
  reason_code: media.reason_code,
  reason: media.reason,
  albums: albumsOfMedia,
  uploaded_at: media.uploaded_at,
  updated_at: media.updated_at,
  position: media.position,
};

const select = (db: D1Database) => drizzle(db).select(COLUMNS).from(media).$dynamic();
type Query = Pick<ReturnType<typeof select>, 'toSQL'>;
type Shown = Awaited<ReturnType<typeof select>>[number];

/** The rows as D1 gives them: on a page of fifty, drizzle's own mapping takes longer than the query. */
async function rowsOf(db: D1Database, { sql: text, params }: Statement, values: Values): Promise<Shown[]> {
  const bound = fillPlaceholders(params, values);
  return (
    await db
      .prepare(text)
      .bind(...bound)
      .all<Shown>()
  ).results;
}

type Statement = ReturnType<Query['toSQL']>;
type Values = Record<string, string | number | undefined>;

/** Statements by their name: what drizzle makes of the same question is the same each time, up to its values. */
const statements = new Map<string, Statement>();

function statement(name: string, build: () => Query): Statement {
  const known = statements.get(name) ?? build().toSQL();
  statements.set(name, known);
  return known;
}

const value = (name: string) => sql.placeholder(name);

const AlbumIds = z.array(z.string());

const Sides = z.array(z.int());

/** The facts, or null when there is none among them. */
const unlessEmpty = <T extends object>(facts: T): T | null =>
  Object.values(facts).some((fact) => fact !== null) ? facts : null;

/** Other renditions have other addresses: a browser may keep those that it has for ever. */
export const renditionVersion = ({ updated_at }: Pick<Media, 'updated_at'>): string =>
  Date.parse(updated_at).toString(36);

function viewOf(row: Shown): Media {
  const { thumbnail, albums, sides, position: _, taken_local, taken_zone, located, ...rest } = row;
  const { camera_make: make, camera_model: model, lens, ...more } = rest;
  const { exposure_seconds: seconds, f_number, iso, focal_length_mm, ...plain } = more;
  const url = `/api/v1/media/${row.id}`;
  const version = renditionVersion(row);
  const hasScreen = sides !== null && Sides.parse(JSON.parse(sides)).includes(SCREEN_SIDE);
  return {
    ...plain,
    thumbnail_url: thumbnail ? `${url}/thumbnail?v=${version}` : null,
    preview_url: thumbnail && hasScreen ? `${url}/renditions/${SCREEN_SIDE}?v=${version}` : null,
    content_url: row.status === 'compensated' ? null : `${url}/content`,
    taken_at: taken_local === null ? null : { local: taken_local, zone: taken_zone },
    camera: unlessEmpty({ make, model, lens }),
    exposure: unlessEmpty({ seconds, f_number, iso, focal_length_mm }),
    // Rows as D1 gives them have numbers for truth.
    located: Number(located) === 1,
    albums: AlbumIds.parse(JSON.parse(albums)),
  };
}

const inAlbum = (owner: Placeholder, albumId: Placeholder) =>
  sql`EXISTS (SELECT 1 FROM ${media_albums} WHERE ${media_albums.generation} = ${media.generation} AND ${media_albums.media_id} = ${media.id}
    AND ${media_albums.album_id} = ${albumId} AND ${media_albums.user_id} = ${owner})`;

const SEARCHED = (table: string, position: string, match: Placeholder) =>
  sql`${sql.raw(shownRowid('media', position))} IN (SELECT rowid FROM ${sql.raw(table)} WHERE ${sql.raw(table)} MATCH ${match})`;

/** By its own name or camera, or by the name of an album that holds it. */
const found = (owner: Placeholder, match: Placeholder) =>
  sql`(${SEARCHED('media_search', 'media.position', match)} OR ${media.id} IN
    (SELECT held.media_id FROM albums AS a JOIN media_albums AS held ON held.generation = a.generation AND held.album_id = a.id
     WHERE a.generation = ${SHOWN} AND a.user_id = ${owner} AND ${SEARCHED('album_search', 'a.position', match)}))`;

export interface Page {
  media: Media[];
  /** Where the next page begins, or null at the end. */
  next: z.infer<typeof LibraryCursor> | null;
}

/** The owner's media, newest upload first. What was undone is shown only to those who ask for it. */
export async function libraryOf(
  db: D1Database,
  owner: string,
  filter: Filter,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<Page> {
  const { status, type, album_id, from, to, match, sha256 } = filter;
  const values = {
    owner,
    status: status ?? 'compensated',
    type: type && `${type}/%`,
    album_id,
    from,
    to,
    match,
    sha256,
    before,
    limit: limit + 1,
  };
  const asked = (name: keyof typeof values): boolean => values[name] !== undefined;
  const shape = ['page', status === undefined, ...Object.values(values).map((one) => one !== undefined)].join();
  const pageOf = statement(shape, () =>
    select(db)
      .where(
        and(
          IS_SHOWN,
          eq(media.user_id, value('owner')),
          status ? eq(media.status, value('status')) : ne(media.status, value('status')),
          asked('type') ? like(media.content_type, value('type')) : undefined,
          asked('album_id') ? inAlbum(value('owner'), value('album_id')) : undefined,
          asked('from') ? gte(media.uploaded_at, value('from')) : undefined,
          asked('to') ? lte(media.uploaded_at, value('to')) : undefined,
          asked('match') ? found(value('owner'), value('match')) : undefined,
          asked('sha256') ? eq(media.sha256, value('sha256')) : undefined,
          asked('before') ? lt(media.position, value('before')) : undefined,
        ),
      )
      .orderBy(desc(media.position))
      .limit(value('limit')),
  );
  const rows = await rowsOf(db, pageOf, values);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    media: page.map(viewOf),
    next: rows.length > limit && last ? [last.position] : null,
  };
}

/** One media of the owner, also one whose upload was undone, or null. */
export async function mediaOf(db: D1Database, owner: string, id: string): Promise<Media | null> {
  const one = statement('one', () =>
    select(db).where(and(IS_SHOWN, eq(media.user_id, value('owner')), eq(media.id, value('id')))),
  );
  const [row] = await rowsOf(db, one, { owner, id });
  return row ? viewOf(row) : null;
}
