// A world in order, made of a log: services, monitor and files show exactly what the published folds (#shared/mediahub/state/published-state)
// say. The checks must find nothing here, and whatever is planted into it.
import type fc from 'fast-check';
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/envelope';
import { stateAfter } from '#shared/mediahub/state/published-state';
import type { AlbumState } from '#shared/mediahub/state/album';
import type { MediaState } from '#shared/mediahub/state/media';
import { parseKeys } from '#shared/http/keys';
import { verifyForward } from '#shared/http/token';
import { sagaId } from '#shared/engine/ids';
import { durableSql } from '#shared/engine/testing/sqlite';
import { logs as anyLogs } from '#shared/mediahub/testing/logs';
import { testKey } from '#shared/http/testing/test-key';
import type { World } from '../src/checks/check.ts';
import type { Env } from '../src/env.ts';
import { Notes } from '../src/Notes.ts';

const HOUR_MS = 3_600_000;
export const NOW = Date.UTC(2026, 0, 1);
export const FORWARD_KEYS = testKey();

/** Only what deciders let happen: nothing enters a deleted album, and no media that was never uploaded enters any. */
export const logs: fc.Arbitrary<LoggedEvent[]> = anyLogs(40).map((log) => {
  const [uploaded, closed] = [new Set<string>(), new Set<string>()];
  const happened = log.map(asDomainEvent).filter((event) => {
    if (event.event_type === 'MediaUploaded') uploaded.add(event.aggregate_id);
    if (event.event_type === 'AlbumDeleted') closed.add(event.aggregate_id);
    if (event.event_type !== 'MediaAddedToAlbum') return true;
    return uploaded.has(event.data.media_id) && !closed.has(event.aggregate_id);
  });
  return renumbered(happened);
});

/** Dense again after something was left out. */
export const renumbered = (log: LoggedEvent[]): LoggedEvent[] => {
  const versions = new Map<string, number>();
  return log.map((event, n) => {
    const version = (versions.get(event.aggregate_id) ?? 0) + 1;
    versions.set(event.aggregate_id, version);
    return { ...event, position: n + 1, version };
  });
};

/** The state of every aggregate of a type, as the published fold has it. */
export function statesOf<State>(log: LoggedEvent[], type: 'Media' | 'Album'): Map<string, State> {
  const streams = Map.groupBy(
    log.filter((event) => event.aggregate_type === type),
    (event) => event.aggregate_id,
  );
  return new Map([...streams].map(([id, events]) => [id, stateAfter(type, events.map(asDomainEvent)) as State]));
}

/** What each service shows; to be damaged before it is looked at. */
export interface Shown {
  media: { id: string; user_id: string; status: string }[];
  albums: { id: string; user_id: string; entries: { media_id: string }[] }[];
  notifications: { id: string; user_id: string }[];
  sagas: { id: string; aggregate_id: string; status: string; started_at: string; updated_at: string }[];
  files: { key: string; uploaded: Date }[];
}

export function shownBy(log: LoggedEvent[]): Shown {
  const media = [...statesOf<MediaState>(log, 'Media')].map(([id, { user_id, status }]) => ({
    id,
    user_id,
    status,
  }));
  const lives = new Set(
    media.filter(({ status }) => ['uploaded', 'processed', 'failed'].includes(status)).map(({ id }) => id),
  );
  const albums = [...statesOf<AlbumState>(log, 'Album')].filter(([, { status }]) => status === 'active');
  const of = (type: string) => log.filter(({ event_type }) => event_type === type);
  return {
    media: media.filter(({ status }) => status !== 'deleted' && status !== 'purged'),
    albums: albums.map(([id, state]) => ({
      id,
      user_id: state.user_id ?? '',
      entries: Object.keys(state.media)
        .filter((media_id) => lives.has(media_id))
        .map((media_id) => ({ media_id })),
    })),
    notifications: of('NotificationSent').map(({ aggregate_id: id, metadata: { user_id } }) => ({ id, user_id })),
    sagas: of('MediaUploaded').map(({ id, aggregate_id, created_at }) => ({
      id: sagaId('media_upload', id),
      aggregate_id,
      status: 'completed',
      started_at: created_at,
      updated_at: created_at,
    })),
    files: [...lives].map((id) => ({ key: `media/${id}/original`, uploaded: new Date(NOW - HOUR_MS) })),
  };
}

/** Notes of the log, and services that show this. */
export function worldOf(log: LoggedEvent[], shown = shownBy(log)): World {
  const notes = new Notes(durableSql().sql);
  for (const event of log) notes.take(event);
  const answering = (answer: (user: string, path: string) => object) => ({
    fetch: async (url: string, { headers }: { headers: { authorization: string } }) => {
      const token = headers.authorization.replace('Bearer ', '');
      const { user_id } = await verifyForward(token, parseKeys(FORWARD_KEYS));
      return Response.json(answer(user_id, url.replace('http://internal', '')));
    },
  });
  const own = <Thing extends { user_id: string }>(user: string, things: Thing[]) =>
    things.filter(({ user_id }) => user_id === user);
  const env = {
    FORWARD_KEYS,
    FILES: {
      list: ({ prefix }: { prefix: string }) =>
        Promise.resolve({ objects: shown.files.filter(({ key }) => key.startsWith(prefix)) }),
    },
    MEDIA_QUERY: answering((user, path) => ({
      media: own(user, shown.media).filter(
        ({ status }) => path.includes('compensated') === (status === 'compensated'),
      ),
    })),
    ALBUM: answering((user, path) => {
      const [, album] = /albums\/([^/]+)\/media/.exec(path) ?? [];
      return album === undefined
        ? own(user, shown.albums)
        : (shown.albums.find(({ id }) => id === album)?.entries ?? []);
    }),
    NOTIFICATION: answering((user) => own(user, shown.notifications)),
    SAGA: answering((_, path) =>
      shown.sagas.filter(
        ({ status }) => !path.includes('status=active') || status === 'running' || status === 'parked',
      ),
    ),
  };
  return { env: env as unknown as Env, notes, follow: () => Promise.resolve(), now: NOW };
}
