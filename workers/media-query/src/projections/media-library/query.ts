// Questions to the library. The owner is in every WHERE: what is another user's does not exist.
import { and, desc, eq, fillPlaceholders, gte, like, lt, lte, ne, sql, type Placeholder } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/d1';
import * as z from 'zod';
import { activeGeneration, activeRowid } from '#shared/engine/projection/generations';
import type { Media, MediaStatus } from '#shared/mediahub/api/media';
import { media, media_albums } from './table.ts';
import { MEDIA_JSON } from './view.ts';

export interface Filter {
  status?: MediaStatus | undefined;
  type?: 'image' | 'video' | undefined;
  album_id?: string | undefined;
  /** Uploaded at this instant or later, or earlier (ISO 8601, UTC). */
  from?: string | undefined;
  to?: string | undefined;
  /** Hash of the content, in hexadecimal: finds an upload of the same bytes. */
  sha256?: string | undefined;
  /** An FTS5 expression, see search-terms.ts. */
  match?: string | undefined;
}

/** Position of the last media of a page. */
export const LibraryCursor = z.tuple([z.int()]);

const SHOWN = sql.raw(activeGeneration('media'));
const IS_SHOWN = sql`${media.generation} = ${SHOWN}`;

const COLUMNS = { json: sql<string>`${MEDIA_JSON}`.as('json'), position: media.position };
const select = (db: D1Database) => drizzle(db).select(COLUMNS).from(media).$dynamic();
type Query = Pick<ReturnType<typeof select>, 'toSQL'>;
type Shown = Awaited<ReturnType<typeof select>>[number];

/** The rows as D1 gives them, without drizzle's own mapping. */
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

const inAlbum = (owner: Placeholder, albumId: Placeholder) =>
  sql`EXISTS (SELECT 1 FROM ${media_albums} WHERE ${media_albums.generation} = ${media.generation} AND ${media_albums.media_id} = ${media.id}
    AND ${media_albums.album_id} = ${albumId} AND ${media_albums.user_id} = ${owner})`;

const SEARCHED = (table: string, position: string, match: Placeholder) =>
  sql`${sql.raw(activeRowid('media', position))} IN (SELECT rowid FROM ${sql.raw(table)} WHERE ${sql.raw(table)} MATCH ${match})`;

/** By its own name or camera, or by the name of an album that holds it. */
const found = (owner: Placeholder, match: Placeholder) =>
  sql`(${SEARCHED('media_search', 'media.position', match)} OR ${media.id} IN
    (SELECT held.media_id FROM albums AS a JOIN media_albums AS held ON held.generation = a.generation AND held.album_id = a.id
     WHERE a.generation = ${SHOWN} AND a.user_id = ${owner} AND ${SEARCHED('album_search', 'a.position', match)}))`;

export interface Page {
  /** JSON of each media: what it says is a `Media` of the API. */
  media: string[];
  /** Where the next page begins, or null at the end. */
  next: z.infer<typeof LibraryCursor> | null;
}

/** The owner's media, newest upload first. Undone uploads are listed only on request. */
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
      // As `limitTo` of the engine does it, in Drizzle's words.
      .limit(sql`(SELECT ${value('limit')})` as unknown as Placeholder),
  );
  const rows = await rowsOf(db, pageOf, values);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    media: page.map(({ json }) => json),
    next: rows.length > limit && last ? [last.position] : null,
  };
}

/** One media of the owner, also one whose upload was undone, or null. */
export async function mediaOf(db: D1Database, owner: string, id: string): Promise<Media | null> {
  const one = statement('one', () =>
    select(db).where(and(IS_SHOWN, eq(media.user_id, value('owner')), eq(media.id, value('id')))),
  );
  const [row] = await rowsOf(db, one, { owner, id });
  return row ? (JSON.parse(row.json) as Media) : null;
}
