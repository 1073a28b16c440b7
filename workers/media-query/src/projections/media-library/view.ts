// A media item as the API shows it, written as JSON by the database. A page is then one text a row, which goes out as it is: rows of
// thirty columns that are read, parsed, renamed and written again cost more than all else about a list.
import { sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';
import { SCREEN_SIDE } from '#shared/mediahub/ports/thumbnailer';
import type { Media } from '#shared/mediahub/api/media';
import { media } from './table.ts';

const {
  camera_make,
  camera_model,
  lens,
  exposure_seconds,
  f_number,
  iso,
  focal_length_mm,
  taken_local,
  taken_zone,
} = media;

/** New renditions have new addresses, so a browser may cache them forever. */
export const renditionVersion = ({ updated_at }: Pick<Media, 'updated_at'>): string => updated_at;

const url = sql`'/api/v1/media/' || ${media.id}`;
const version = sql`'?v=' || ${media.updated_at}`;
/** Looked for in the text of the array, `[400,1600]`: a table made of it, for each row, costs more than all the rest of the row. */
const hasScreen = sql`instr(replace(replace(${media.sides}, '[', ','), ']', ','), ',${sql.raw(String(SCREEN_SIDE))},') > 0`;

/** SQLite writes 15 digits of a number; a double that has more of them needs 17. */
const exact = (number: SQLiteColumn): SQL =>
  sql`CASE WHEN ${number} IS NULL OR CAST(format('%!.15g', ${number}) AS REAL) = ${number} THEN ${number}
    ELSE json(format('%!.17g', ${number})) END`;

/** The facts, or null when there is none among them. */
const unlessEmpty = (columns: SQLiteColumn[], facts: SQL): SQL =>
  sql`CASE WHEN ${sql.join(
    columns.map((column) => sql`${column} IS NOT NULL`),
    sql` OR `,
  )} THEN ${facts} END`;

/** Of the media's own generation, which is the one that is shown: asked once a page, not once a row. */
const albums = sql`json((SELECT json_group_array(album_id) FROM
  (SELECT album_id FROM media_albums AS a WHERE a.generation = media.generation AND a.media_id = media.id ORDER BY position)))`;

type Fields = Partial<Record<keyof Media, SQL | SQLiteColumn>>;

const objectOf = (fields: Fields): SQL =>
  sql`json_object(${sql.join(
    Object.entries(fields).map(([name, value]) => sql`${sql.raw(`'${name}'`)}, ${value}`),
    sql`, `,
  )})`;

/** A function takes 32 arguments at most, so two objects are joined. The first one ends in a text. */
const joined = (first: Fields, second: Fields): SQL =>
  sql`rtrim(${objectOf(first)}, '}') || ',' || ltrim(${objectOf(second)}, '{')`;

/** SQL of a {@link Media} as JSON. */
export const MEDIA_JSON = joined(
  {
    id: media.id,
    user_id: media.user_id,
    filename: media.filename,
    content_type: media.content_type,
    size: media.size,
    sha256: media.sha256,
    thumbnail_url: sql`CASE WHEN ${media.thumbnail} THEN ${url} || '/thumbnail' || ${version} END`,
    preview_url: sql`CASE WHEN ${media.thumbnail} AND ${hasScreen} THEN ${url} || '/renditions/${sql.raw(String(SCREEN_SIDE))}' || ${version} END`,
    content_url: sql`CASE WHEN ${media.status} <> 'compensated' THEN ${url} || '/content' END`,
    thumbhash: media.thumbhash,
    made_of: media.made_of,
    video_codec: media.video_codec,
    width: media.width,
    height: media.height,
    status: media.status,
  },
  {
    duration_seconds: exact(media.duration_seconds),
    reason_code: media.reason_code,
    reason: media.reason,
    taken_at: unlessEmpty([taken_local], sql`json_object('local', ${taken_local}, 'zone', ${taken_zone})`),
    camera: unlessEmpty(
      [camera_make, camera_model, lens],
      sql`json_object('make', ${camera_make}, 'model', ${camera_model}, 'lens', ${lens})`,
    ),
    exposure: unlessEmpty(
      [exposure_seconds, f_number, iso, focal_length_mm],
      sql`json_object('seconds', ${exact(exposure_seconds)}, 'f_number', ${exact(f_number)}, 'iso', ${exact(iso)}, 'focal_length_mm', ${exact(focal_length_mm)})`,
    ),
    located: sql`json(CASE WHEN ${media.located} THEN 'true' ELSE 'false' END)`,
    albums,
    uploaded_at: media.uploaded_at,
    updated_at: media.updated_at,
  },
);
