// Albums against the log: name, description and count of every album, and exactly the media that the log puts into it.
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import type { Album } from '#shared/mediahub/api/album';
import type { Parts } from '../parts.ts';
import { askedPage } from './asked.ts';
import type { Broken, Check, World } from './check.ts';
import { compareRows, type Compared } from './rows.ts';
import { lookAround, type Shelves } from './rounds.ts';

interface AlbumRow extends Album {
  /** Beside the answer: what is in it. */
  entries: string[] | null;
}

/** Every album costs a question for its entries. */
const ALBUMS = 10;
const ENTRIES = 200;
/** Of a larger album the count is compared, and the rest is left to the rebuild's own comparison. */
const MOST_ENTRIES = 1_000;
/** The default album sorts first, as if its position were the highest. */
const DEFAULT_ABOVE = 2 ** 40;
const ALIVE = `EXISTS (SELECT 1 FROM media WHERE media.id = media_id AND status IN ('uploaded', 'processed', 'failed'))`;

type Noted = {
  id: string;
  name: string;
  description: string;
  is_default: number;
  created_at: string;
  media_count: number;
};

async function* entriesOf({ env }: World, user: string, { id, media_count }: AlbumRow): Parts<string[] | null> {
  if (media_count > MOST_ENTRIES) return null;
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null && ids.length <= MOST_ENTRIES;) {
    yield 1;
    const page: { rows: { media_id: string }[]; next: string | null } = await askedPage(
      env,
      env.ALBUM,
      user,
      `/api/v1/albums/${id}/media?limit=${ENTRIES}${cursor === '' ? '' : `&cursor=${cursor}`}`,
    );
    ids.push(...page.rows.map(({ media_id }) => media_id));
    cursor = page.next;
  }
  return ids;
}

type Compares = Pick<Album, 'name' | 'description' | 'media_count' | 'is_default' | 'created_at'>;

const columns = (album: Compares) => ({
  name: album.name,
  description: album.description,
  media_count: album.media_count,
  is_default: album.is_default,
  created_at: album.created_at,
});

/** Entries that the album has and should not, and the other way round. */
function entriesDiffering({ notes }: World, { id, name, entries }: AlbumRow): Broken[] {
  if (entries === null) return [];
  const right = new Set(
    notes
      .all<{ media_id: string }>(`SELECT media_id FROM entries WHERE album_id = ? AND ${ALIVE}`, id)
      .map((row) => row.media_id),
  );
  const shown = new Set(entries);
  return [...new Set([...right, ...shown])]
    .filter((media) => right.has(media) !== shown.has(media))
    .map((media) => ({
      code: right.has(media) ? 'entry_missing' : 'entry_surplus',
      text: `${media} is ${right.has(media) ? '' : 'not '}in ${id} “${name}” by the log, the album shows the opposite`,
      params: { album: name, media: notes.nameOf(media) },
      about: media,
      positions: notes.about(media),
    }));
}

const SHELVES: Shelves<AlbumRow> = {
  id: 'albums-are-fold',
  all: ({ notes }) => notes.users('albums'),
  recent: ({ notes }, most) => notes.activeUsers(most),
  total: ({ notes }) => notes.count('SELECT COUNT(*) AS n FROM albums WHERE alive = 1'),
  async *page(world, user, below) {
    yield 1;
    const at =
      below === null ? '' : `&cursor=${encodeCursor([below >= DEFAULT_ABOVE ? 1 : 0, below % DEFAULT_ABOVE])}`;
    const { rows, next } = await askedPage<AlbumRow>(
      world.env,
      world.env.ALBUM,
      user,
      `/api/v1/albums?limit=${ALBUMS}${at}`,
    );
    const filled: AlbumRow[] = [];
    for (const row of rows) filled.push({ ...row, entries: yield* entriesOf(world, user, row) });
    const [isDefault = 0, position = 0] = next === null ? [] : decodeCursor(next, z.tuple([z.int(), z.int()]));
    return { rows: filled, next: next === null ? null : isDefault * DEFAULT_ABOVE + position };
  },
  compare(world, user, rows, { below, from }) {
    const { notes } = world;
    const right = notes.all<Noted>(
      `SELECT id, name, description, is_default, created_at,
         (SELECT COUNT(*) FROM entries WHERE album_id = albums.id AND ${ALIVE}) AS media_count
       FROM albums WHERE user_id = ?1 AND alive = 1
         AND position + is_default * ${DEFAULT_ABOVE} < ?2 AND position + is_default * ${DEFAULT_ABOVE} >= ?3`,
      user,
      below,
      from,
    );
    const shown = rows.map((row): Compared => ({ id: row.id, name: row.name, columns: columns(row) }));
    const wanted = right.map((row): Compared => ({
      id: row.id,
      name: row.name,
      columns: columns({ ...row, is_default: row.is_default === 1 }),
    }));
    return [
      ...compareRows('album', shown, wanted, (id) => notes.ofStream(id)),
      ...rows.flatMap((row) => entriesDiffering(world, row)),
    ];
  },
};

export const albumsAreFold: Check = {
  id: SHELVES.id,
  title: 'Albums hold exactly what the log says',
  readModel: 'album',
  find: (world) => lookAround(world, SHELVES),
};
