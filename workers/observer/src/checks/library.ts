// The library against the log: every column of every row that a user is shown, and no row too many.
import * as z from 'zod';
import { decodeCursor } from '#shared/http/cursor';
import type { Media } from '#shared/mediahub/api/media';
import type { MediaState } from '#shared/mediahub/state/media';
import { askJson } from './ask.ts';
import type { Check, CheckContext } from './check.ts';
import { compareRows, type Compared } from './rows.ts';
import { compareInRounds, PAGE, type PagedLists } from './rounds.ts';

/** Undone uploads are a list of their own. */
const UNDONE = ' undone';
const userOf = (list: string) => list.replace(UNDONE, '');

const SHOWN = "status IN ('uploaded', 'processed', 'failed')";
const shownOn = (list: string) => (list.endsWith(UNDONE) ? "status = 'compensated'" : SHOWN);

const both = (users: readonly string[]) => users.flatMap((user) => [user, user + UNDONE]);

const columnsShown = (row: Media): Compared => ({
  id: row.id,
  name: row.filename,
  columns: {
    filename: row.filename,
    content_type: row.content_type,
    size: row.size,
    sha256: row.sha256,
    status: row.status,
    thumbnail: row.thumbnail_url !== null,
    width: row.width,
    height: row.height,
    duration_seconds: row.duration_seconds,
    reason_code: row.reason_code,
    // The library has its own text for a missing thumbnail.
    reason: row.status === 'processed' ? null : row.reason,
    albums: row.albums,
    uploaded_at: row.uploaded_at,
    updated_at: row.updated_at,
  },
});

type Noted = { id: string; state: string; reason_code: string | null; changed_at: string; albums: string };

const columnsByLog = ({ id, state, reason_code, changed_at, albums }: Noted): Compared => {
  const {
    filename,
    content_type,
    size,
    sha256,
    status,
    thumbnail,
    width,
    height,
    duration_seconds,
    reason,
    uploaded_at,
  } = JSON.parse(state) as MediaState;
  return {
    id,
    name: filename,
    columns: {
      filename,
      content_type,
      size,
      sha256,
      status,
      thumbnail,
      width,
      height,
      duration_seconds,
      reason_code,
      reason: status === 'processed' ? null : reason,
      albums: JSON.parse(albums) as string[],
      uploaded_at,
      updated_at: changed_at,
    },
  };
};

const LISTS: PagedLists<Media> = {
  id: 'library-is-fold',
  all: ({ replica }) => both(replica.users('media')),
  recent: ({ replica }, most) => both(replica.activeUsers(most)),
  total: ({ replica }) =>
    replica.count(`SELECT COUNT(*) AS n FROM media WHERE ${SHOWN} OR status = 'compensated'`),
  async *page({ env }, list, below) {
    yield 1;
    const filter = list.endsWith(UNDONE) ? '&status=compensated' : '';
    const cursor = below === null ? '' : `&cursor=${cursorAt(below)}`;
    const { media, next_cursor } = await askJson<{ media: Media[]; next_cursor: string | null }>(
      env,
      env.MEDIA_QUERY,
      userOf(list),
      `/api/v1/media?limit=${PAGE}${filter}${cursor}`,
    );
    return { rows: media, next: next_cursor === null ? null : decodeCursor(next_cursor, z.tuple([z.int()]))[0] };
  },
  compare({ replica }: CheckContext, list, rows, { below, from }) {
    const right = replica.all<Noted>(
      `SELECT id, state, reason_code, changed_at,
         (SELECT json_group_array(album_id) FROM entries WHERE media_id = media.id) AS albums
       FROM media WHERE user_id = ? AND ${shownOn(list)} AND position < ? AND position >= ?`,
      userOf(list),
      below,
      from,
    );
    const broken = compareRows('media', rows.map(columnsShown), right.map(columnsByLog), (id) =>
      replica.about(id),
    );
    return { checked: right.length, broken };
  },
};

const cursorAt = (position: number): string => encodeURIComponent(btoa(JSON.stringify([position])));

export const libraryIsFold: Check = {
  id: LISTS.id,
  title: 'The library shows exactly what the log says',
  readModel: 'media',
  find: (context) => compareInRounds(context, LISTS),
};
