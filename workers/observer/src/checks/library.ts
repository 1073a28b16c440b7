// The library against the log: every column of every row that a user is shown, and no row too many.
import * as z from 'zod';
import { decodeCursor } from '#shared/http/cursor';
import type { Media } from '#shared/mediahub/api/media';
import type { MediaState } from '#shared/mediahub/state/media';
import { asked } from './asked.ts';
import type { Check, World } from './check.ts';
import { compareRows, type Compared } from './rows.ts';
import { lookAround, PAGE, type Shelves } from './rounds.ts';

/** Undone uploads are a list of their own. */
const UNDONE = ' undone';
const userOf = (shelf: string) => shelf.replace(UNDONE, '');

const SHOWN = "status IN ('uploaded', 'processed', 'failed')";
const shownOn = (shelf: string) => (shelf.endsWith(UNDONE) ? "status = 'compensated'" : SHOWN);

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

const SHELVES: Shelves<Media> = {
  id: 'library-is-fold',
  all: ({ notes }) => both(notes.users('media')),
  recent: ({ notes }, most) => both(notes.activeUsers(most)),
  total: ({ notes }) => notes.count(`SELECT COUNT(*) AS n FROM media WHERE ${SHOWN} OR status = 'compensated'`),
  async *page({ env }, shelf, below) {
    yield 1;
    const filter = shelf.endsWith(UNDONE) ? '&status=compensated' : '';
    const cursor = below === null ? '' : `&cursor=${cursorAt(below)}`;
    const { media, next_cursor } = await asked<{ media: Media[]; next_cursor: string | null }>(
      env,
      env.MEDIA_QUERY,
      userOf(shelf),
      `/api/v1/media?limit=${PAGE}${filter}${cursor}`,
    );
    return { rows: media, next: next_cursor === null ? null : decodeCursor(next_cursor, z.tuple([z.int()]))[0] };
  },
  compare({ notes }: World, shelf, rows, { below, from }) {
    const right = notes.all<Noted>(
      `SELECT id, state, reason_code, changed_at,
         (SELECT json_group_array(album_id) FROM entries WHERE media_id = media.id) AS albums
       FROM media WHERE user_id = ? AND ${shownOn(shelf)} AND position < ? AND position >= ?`,
      userOf(shelf),
      below,
      from,
    );
    return compareRows('media', rows.map(columnsShown), right.map(columnsByLog), (id) => notes.about(id));
  },
};

const cursorAt = (position: number): string => encodeURIComponent(btoa(JSON.stringify([position])));

export const libraryIsFold: Check = {
  id: SHELVES.id,
  title: 'The library shows exactly what the log says',
  readModel: 'media',
  find: (world) => lookAround(world, SHELVES),
};
