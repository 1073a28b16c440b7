// Albums against the log: name, description and count of every album, and exactly the media that the log puts into it
// (album-entries.ts).
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import type { Album } from '#shared/mediahub/api/album';
import { askPage } from './ask.ts';
import { ALIVE, ENTRIES } from './album-entries.ts';
import type { Check } from './check.ts';
import { compareRows, type Compared } from './rows.ts';
import { compareInRounds, PAGE, type PagedLists } from './rounds.ts';
import { together } from './together.ts';

/** The default album sorts first, as if its position were the highest. */
const DEFAULT_ABOVE = 2 ** 40;
type Noted = {
  id: string;
  name: string;
  description: string;
  is_default: number;
  created_at: string;
  media_count: number;
};

type Compares = Pick<Album, 'name' | 'description' | 'media_count' | 'is_default' | 'created_at'>;

const columns = (album: Compares) => ({
  name: album.name,
  description: album.description,
  media_count: album.media_count,
  is_default: album.is_default,
  created_at: album.created_at,
});

const LISTS: PagedLists<Album> = {
  id: 'albums-are-fold',
  all: ({ replica }) => replica.users('albums'),
  recent: ({ replica }, most) => replica.activeUsers(most),
  total: ({ replica }) => replica.count('SELECT COUNT(*) AS n FROM albums WHERE alive = 1'),
  async *page(context, user, below) {
    yield 1;
    const at =
      below === null ? '' : `&cursor=${encodeCursor([below >= DEFAULT_ABOVE ? 1 : 0, below % DEFAULT_ABOVE])}`;
    const { rows, next } = await askPage<Album>(
      context.env,
      context.env.ALBUM,
      user,
      `/api/v1/albums?limit=${PAGE}${at}`,
    );
    const [isDefault = 0, position = 0] = next === null ? [] : decodeCursor(next, z.tuple([z.int(), z.int()]));
    return { rows, next: next === null ? null : isDefault * DEFAULT_ABOVE + position };
  },
  compare(context, user, rows, { below, from }) {
    const { replica } = context;
    const right = replica.all<Noted>(
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
    return { checked: right.length, broken: compareRows('album', shown, wanted, (id) => replica.ofStream(id)) };
  },
};

export const albumsAreFold: Check = {
  id: LISTS.id,
  title: 'Albums hold exactly what the log says',
  readModel: 'album',
  async *find(context) {
    return together([yield* compareInRounds(context, LISTS), yield* compareInRounds(context, ENTRIES)]);
  },
};
