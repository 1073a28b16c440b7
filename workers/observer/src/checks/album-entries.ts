// What is in the albums, page by page: of an album of any size every entry has its turn. Each album is a list of its own, so that
// a large one is gone on with in the next round.
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import { askPage, NotShown } from './ask.ts';
import type { CheckContext } from './check.ts';
import { PAGE, type Comparison, type PagedLists, type Span } from './rounds.ts';

/** By the observer's own replica, a media item that albums show. */
export const ALIVE = `EXISTS (SELECT 1 FROM media WHERE media.id = media_id AND status IN ('uploaded', 'processed', 'failed'))`;

type Album = { id: string; user_id: string; name: string };

const albumOf = ({ replica }: CheckContext, id: string): Album | undefined =>
  replica.all<Album>('SELECT id, user_id, name FROM albums WHERE id = ? AND alive = 1', id)[0];

/** Entries that an album shows and should not, and the other way round. */
function differing(
  context: CheckContext,
  id: string,
  shown: readonly string[],
  { below, from }: Span,
): Comparison {
  const { replica } = context;
  const { name = id } = albumOf(context, id) ?? {};
  const right = new Set(
    replica
      .all<{ media_id: string }>(
        `SELECT media_id FROM entries WHERE album_id = ? AND position < ? AND position >= ? AND ${ALIVE}`,
        id,
        below,
        from,
      )
      .map((row) => row.media_id),
  );
  const there = new Set(shown);
  const broken = [...new Set([...right, ...there])]
    .filter((media) => right.has(media) !== there.has(media))
    .map((media) => ({
      code: right.has(media) ? 'entry_missing' : 'entry_surplus',
      text: `${media} is ${right.has(media) ? '' : 'not '}in ${id} “${name}” by the log, the album shows the opposite`,
      params: { album: name, media: replica.nameOf(media) },
      about: media,
      positions: replica.about(media),
    }));
  return { checked: right.size, broken };
}

export const ENTRIES: PagedLists<string> = {
  id: 'album-entries',
  all: ({ replica }) =>
    replica.all<Album>('SELECT id FROM albums WHERE alive = 1 ORDER BY id').map(({ id }) => id),
  recent: (context, most) => context.replica.activeAlbums(most).filter((id) => albumOf(context, id)),
  total: ({ replica }) => replica.count(`SELECT COUNT(*) AS n FROM entries WHERE ${ALIVE}`),
  async *page(context, id, below) {
    const { user_id } = albumOf(context, id) ?? {};
    // Deleted since: nothing of it is shown, or should be.
    if (user_id === undefined) return { rows: [], next: null };
    yield 1;
    const cursor = below === null ? '' : `&cursor=${encodeCursor([below])}`;
    try {
      const path = `/api/v1/albums/${id}/media?limit=${PAGE}${cursor}`;
      const { rows, next } = await askPage<{ media_id: string }>(context.env, context.env.ALBUM, user_id, path);
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
