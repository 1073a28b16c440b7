// What is in the albums, page by page: of an album of any size every entry has its turn. Each album is a shelf of its own, so that
// a large one is gone on with in the next round.
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import { askedPage, NotShown } from './asked.ts';
import type { Broken, World } from './check.ts';
import { PAGE, type Shelves, type Span } from './rounds.ts';

/** By the observer's own notes, a media item that albums show. */
export const ALIVE = `EXISTS (SELECT 1 FROM media WHERE media.id = media_id AND status IN ('uploaded', 'processed', 'failed'))`;

type Album = { id: string; user_id: string; name: string };

const albumOf = ({ notes }: World, id: string): Album | undefined =>
  notes.all<Album>('SELECT id, user_id, name FROM albums WHERE id = ? AND alive = 1', id)[0];

/** Entries that an album shows and should not, and the other way round. */
function differing(world: World, id: string, shown: readonly string[], { below, from }: Span): Broken[] {
  const { notes } = world;
  const { name = id } = albumOf(world, id) ?? {};
  const right = new Set(
    notes
      .all<{ media_id: string }>(
        `SELECT media_id FROM entries WHERE album_id = ? AND position < ? AND position >= ? AND ${ALIVE}`,
        id,
        below,
        from,
      )
      .map((row) => row.media_id),
  );
  const there = new Set(shown);
  return [...new Set([...right, ...there])]
    .filter((media) => right.has(media) !== there.has(media))
    .map((media) => ({
      code: right.has(media) ? 'entry_missing' : 'entry_surplus',
      text: `${media} is ${right.has(media) ? '' : 'not '}in ${id} “${name}” by the log, the album shows the opposite`,
      params: { album: name, media: notes.nameOf(media) },
      about: media,
      positions: notes.about(media),
    }));
}

export const ENTRIES: Shelves<string> = {
  id: 'album-entries',
  all: ({ notes }) =>
    notes.all<Album>('SELECT id FROM albums WHERE alive = 1 ORDER BY user_id, position').map(({ id }) => id),
  recent: (world, most) => world.notes.activeAlbums(most).filter((id) => albumOf(world, id)),
  total: ({ notes }) => notes.count(`SELECT COUNT(*) AS n FROM entries WHERE ${ALIVE}`),
  async *page(world, id, below) {
    const { user_id } = albumOf(world, id) ?? {};
    // Deleted since: nothing of it is shown, or should be.
    if (user_id === undefined) return { rows: [], next: null };
    yield 1;
    const cursor = below === null ? '' : `&cursor=${encodeCursor([below])}`;
    try {
      const path = `/api/v1/albums/${id}/media?limit=${PAGE}${cursor}`;
      const { rows, next } = await askedPage<{ media_id: string }>(world.env, world.env.ALBUM, user_id, path);
      return {
        rows: rows.map(({ media_id }) => media_id),
        next: next === null ? null : decodeCursor(next, z.tuple([z.int()]))[0],
      };
    } catch (error) {
      if (error instanceof NotShown) return { rows: [], next: null };
      throw error;
    }
  },
  compare: differing,
};
