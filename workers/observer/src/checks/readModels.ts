// Invariants between the log and what its read models show: live = fold of the log, for the users who were last active.
import type { Check, World } from './check.ts';
import { asked, stillDiffering } from './asked.ts';

const USERS = 10;
const LIMIT = 200;

interface Difference {
  text: string;
  positions: number[];
}

const users = ({ notes }: World): string[] =>
  notes
    .all<{ user_id: string }>(
      `SELECT user_id FROM (SELECT user_id, MAX(position) AS last FROM events
         WHERE event_type IN ('MediaUploaded', 'MediaDeleted', 'MediaAddedToAlbum', 'NotificationSent')
         GROUP BY user_id) ORDER BY last DESC LIMIT ?`,
      USERS,
    )
    .map((row) => row.user_id);

/** Compares for each user; one with more than a page of things is left to the rebuild's own comparison. */
const perUser =
  (compare: (world: World, user: string) => Promise<Difference[]>): Check['find'] =>
  async (world) => {
    const looked = users(world);
    const differing = async () => (await Promise.all(looked.map((user) => compare(world, user)))).flat();
    return {
      checked: looked.length,
      broken: await stillDiffering(differing, world.follow, ({ text }) => text),
    };
  };

const SHOWN = ['uploaded', 'processed', 'failed', 'compensated'];

export const libraryIsFold: Check = {
  id: 'library-is-fold',
  title: 'The library shows exactly what the log says',
  find: perUser(async (world, user) => {
    const { env, notes } = world;
    // The library leaves undone uploads out unless they are asked for.
    const pages = await Promise.all(
      ['', '&status=compensated'].map((filter) =>
        asked<{ media: { id: string; status: string }[] }>(
          env,
          env.MEDIA_QUERY,
          user,
          `/api/v1/media?limit=${LIMIT}${filter}`,
        ),
      ),
    );
    if (pages.some(({ media }) => media.length >= LIMIT)) return [];
    const media = pages.flatMap((page) => page.media);
    const truth = new Map(
      notes
        .all<{ id: string; status: string }>('SELECT id, status FROM media WHERE user_id = ?', user)
        .filter(({ status }) => SHOWN.includes(status))
        .map(({ id, status }) => [id, status]),
    );
    const shown = new Map(media.map(({ id, status }) => [id, status]));
    return [...new Set([...truth.keys(), ...shown.keys()])]
      .filter((id) => truth.get(id) !== shown.get(id))
      .map((id) => ({
        text: `${id}: the log says ${truth.get(id) ?? 'gone'}, the library shows ${shown.get(id) ?? 'nothing'}`,
        positions: notes.about(id),
      }));
  }),
};

export const albumsAreFold: Check = {
  id: 'albums-are-fold',
  title: 'Albums hold exactly what the log says',
  find: perUser(async (world, user) => {
    const { env, notes } = world;
    const albums = await asked<{ id: string }[]>(env, env.ALBUM, user, '/api/v1/albums?limit=5');
    const compared = albums.map(async ({ id: album }) => {
      const entries = await asked<{ media_id: string }[]>(
        env,
        env.ALBUM,
        user,
        `/api/v1/albums/${album}/media?limit=${LIMIT}`,
      );
      if (entries.length >= LIMIT) return [];
      const truth = new Set(
        notes
          .all<{ media_id: string }>(
            `SELECT media_id FROM entries JOIN media ON media.id = media_id
             WHERE album_id = ? AND status NOT IN ('deleted', 'purged', 'compensated')`,
            album,
          )
          .map((row) => row.media_id),
      );
      const shown = new Set(entries.map((entry) => entry.media_id));
      return [...new Set([...truth, ...shown])]
        .filter((id) => truth.has(id) !== shown.has(id))
        .map((id) => ({
          text: `${id} is ${truth.has(id) ? '' : 'not '}in ${album} by the log, the album shows the opposite`,
          positions: notes.about(id),
        }));
    });
    return (await Promise.all(compared)).flat();
  }),
};

export const inboxIsFold: Check = {
  id: 'inbox-is-fold',
  title: 'Every notification was delivered, and once',
  find: perUser(async (world, user) => {
    const { env, notes } = world;
    const shown = await asked<{ id: string }[]>(
      env,
      env.NOTIFICATION,
      user,
      `/api/v1/notifications?limit=${LIMIT}`,
    );
    if (shown.length >= LIMIT) return [];
    const sent = notes.all<{ aggregate_id: string; position: number }>(
      "SELECT aggregate_id, position FROM events WHERE event_type = 'NotificationSent' AND user_id = ?",
      user,
    );
    const known = new Set(sent.map(({ aggregate_id }) => aggregate_id));
    const unknown = shown
      .filter(({ id }) => !known.has(id))
      .map(({ id }) => ({ text: `${id} is in the inbox and no event has sent it`, positions: [] }));
    const lost = sent.flatMap(({ aggregate_id, position }) => {
      const times = shown.filter(({ id }) => id === aggregate_id).length;
      return times === 1
        ? []
        : [{ text: `${aggregate_id} is in the inbox ${times} times`, positions: [position] }];
    });
    return [...lost, ...unknown];
  }),
};
