// A consistent system, made of a log: services, monitor and files show exactly what the published folds (#shared/mediahub/state/published-state)
// say. The checks must find nothing here, and each defect that a test plants.
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { Album } from '#shared/mediahub/api/album';
import type { Notification } from '#shared/mediahub/api/notification';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { stateAfter } from '#shared/mediahub/state/published-state';
import type { AlbumState } from '#shared/mediahub/state/album';
import type { MediaState } from '#shared/mediahub/state/media';
import type { NotificationState } from '#shared/mediahub/state/small-aggregates';
import { encodeCursor } from '#shared/http/cursor';
import { parseKeys } from '#shared/http/keys';
import { verifyForward } from '#shared/http/token';
import { sagaId } from '#shared/engine/event/ids';
import { durableSql } from '#shared/engine/testing/sqlite';
import { testKey } from '#shared/http/testing/test-key';
import type { CheckContext } from '../src/checks/check.ts';
import type { Env } from '../src/env.ts';
import { LogReplica } from '../src/LogReplica.ts';
import { KEYS_A_PAGE, pageOf, SAGAS_A_PAGE } from './pages.ts';

const HOUR_MS = 3_600_000;
export const NOW = Date.UTC(2026, 0, 1);
export const FORWARD_KEYS = testKey();

/** The state of every aggregate of a type, as the published fold has it. */
export function statesOf<State>(log: LoggedEvent[], type: 'Media' | 'Album'): Map<string, State> {
  const streams = Map.groupBy(
    log.filter((event) => event.aggregate_type === type),
    (event) => event.aggregate_id,
  );
  return new Map([...streams].map(([id, events]) => [id, stateAfter(type, events.map(asDomainEvent)) as State]));
}

interface MediaRow extends Omit<MediaState, 'thumbnail'> {
  id: string;
  thumbnail_url: string | null;
  reason_code: string | null;
  albums: string[];
  updated_at: string;
  /** Of the upload: the order of the list. */
  position: number;
}

/** What the checks look at. */
type Checked = 'id' | 'user_id' | 'name' | 'description' | 'is_default' | 'media_count' | 'created_at';

interface AlbumRow extends Pick<Album, Checked> {
  position: number;
  /** `position`: of the event that put it in. */
  entries: { media_id: string; position: number }[];
}

type NotificationRow = Notification & { position: number };

/** What each service shows; to be damaged before it is looked at. */
export interface Shown {
  media: MediaRow[];
  albums: AlbumRow[];
  notifications: NotificationRow[];
  sagas: {
    id: string;
    aggregate_id: string;
    subject: string;
    status: string;
    started_at: string;
    updated_at: string;
    steps: { next_retry_at: string | null }[];
  }[];
  files: { key: string; uploaded: Date }[];
  /** Users of whom there is no account. */
  unknown: string[];
}

const REASONS: Readonly<Record<string, string>> = { MediaProcessed: 'why', MediaProcessingFailed: 'code' };

function mediaRow(log: LoggedEvent[], id: string, state: MediaState, inAlbums: [string, AlbumState][]): MediaRow {
  const own = log.filter((event) => event.aggregate_id === id);
  const last = own.findLast(({ event_type }) => event_type in REASONS);
  const reason = last ? (last.data as Record<string, string>)[REASONS[last.event_type] ?? ''] : undefined;
  return {
    ...state,
    id,
    thumbnail_url: state.thumbnail ? `/api/v1/media/${id}/thumbnail` : null,
    reason_code: reason ?? null,
    albums: inAlbums.filter(([, { media }]) => id in media).map(([album]) => album),
    updated_at: own.at(-1)?.created_at ?? '',
    position: own.find(({ event_type }) => event_type === 'MediaUploaded')?.position ?? 0,
  };
}

export function shownBy(log: LoggedEvent[]): Shown {
  const states = [...statesOf<AlbumState>(log, 'Album')];
  const media = [...statesOf<MediaState | null>(log, 'Media')].flatMap(([id, state]) =>
    state ? [mediaRow(log, id, state, states)] : [],
  );
  const lives = new Set(
    media.filter(({ status }) => ['uploaded', 'processed', 'failed'].includes(status)).map(({ id }) => id),
  );
  const albums = states.filter(([, { status }]) => status === 'active');
  const of = (type: string) => log.filter(({ event_type }) => event_type === type);
  const created = (id: string) =>
    log.find((event) => event.aggregate_id === id && event.event_type === 'AlbumCreated');
  const entered = (album: string, media_id: string) =>
    log.findLast(
      ({ aggregate_id, event_type, data }) =>
        aggregate_id === album &&
        event_type === 'MediaAddedToAlbum' &&
        'media_id' in data &&
        data.media_id === media_id,
    )?.position ?? 0;
  const isRead = (id: string) =>
    log.some(({ aggregate_id, event_type }) => aggregate_id === id && event_type === 'NotificationRead');
  return {
    unknown: [],
    media: media.filter(({ status }) => status !== 'deleted' && status !== 'purged'),
    albums: albums.map(([id, { user_id, name, description, is_default, media: held }]) => {
      const entries = Object.keys(held)
        .filter((media_id) => lives.has(media_id))
        .map((media_id) => ({ media_id, position: entered(id, media_id) }));
      return {
        id,
        user_id: user_id ?? '',
        name,
        description,
        is_default,
        media_count: entries.length,
        created_at: created(id)?.created_at ?? '',
        position: created(id)?.position ?? 0,
        entries,
      };
    }),
    notifications: of('NotificationSent').map(({ aggregate_id: id, data, metadata, created_at, position }) => {
      const { title, message, code, params } = data as NotificationState;
      return {
        id,
        user_id: metadata.user_id,
        title,
        message,
        code,
        params,
        is_read: isRead(id),
        created_at,
        position,
      };
    }),
    sagas: of('MediaUploaded').map(({ id, aggregate_id, created_at }) => ({
      id: sagaId('media_upload', id),
      aggregate_id,
      subject: 'a photo',
      status: 'completed',
      started_at: created_at,
      updated_at: created_at,
      steps: [],
    })),
    files: [
      ...[...lives].map((id) => `media/${id}/original`),
      ...media.filter((one) => lives.has(one.id) && one.thumbnail_url).map(({ id }) => `media/${id}/thumbnail`),
    ].map((key) => ({ key, uploaded: new Date(NOW - HOUR_MS) })),
  };
}

/** The replica of a log, and services that show this; `made` counts calls of them. */
export function contextOf(
  log: LoggedEvent[],
  shown = shownBy(log),
  sagasAPage = SAGAS_A_PAGE,
): CheckContext & { made: { calls: number } } {
  const made = { calls: 0 };
  const replica = new LogReplica(durableSql().sql);
  for (const event of log) replica.apply(event);
  const answering = (answer: (user: string, path: string) => Response) => ({
    fetch: async (url: string, { headers }: { headers: { authorization: string } }) => {
      made.calls++;
      const token = headers.authorization.replace('Bearer ', '');
      const { user_id } = await verifyForward(token, parseKeys(FORWARD_KEYS));
      return answer(user_id, url.replace('http://internal', ''));
    },
  });
  const own = <Thing extends { user_id: string }>(user: string, things: Thing[]) =>
    things.filter(({ user_id }) => user_id === user);
  const linked = (rows: object[], cursor: string | null) =>
    Response.json(rows, cursor === null ? {} : { headers: { link: `</next?cursor=${cursor}>; rel="next"` } });
  const env = {
    FORWARD_KEYS,
    FILES: {
      list: ({ prefix, limit = 1_000, startAfter = '' }: R2ListOptions) => {
        made.calls++;
        const there = shown.files
          .filter(({ key }) => key.startsWith(prefix ?? '') && key > startAfter)
          .toSorted((a, b) => (a.key < b.key ? -1 : 1));
        const objects = there.slice(0, Math.min(limit, KEYS_A_PAGE));
        return Promise.resolve({ objects, truncated: objects.length < there.length });
      },
    },
    MEDIA_QUERY: answering((user, path) => {
      const wanted = own(user, shown.media).filter(
        ({ status }) => path.includes('compensated') === (status === 'compensated'),
      );
      const { page, next } = pageOf(wanted, path);
      return Response.json({ media: page, next_cursor: next && encodeCursor([next.position]) });
    }),
    ALBUM: answering((user, path) => {
      const [, album] = /albums\/([^/]+)\/media/.exec(path) ?? [];
      if (album !== undefined) {
        const of = own(user, shown.albums).find(({ id }) => id === album);
        if (!of) return Response.json({}, { status: 404 });
        const { page, next } = pageOf(of.entries, path);
        return linked(page, next && encodeCursor([next.position]));
      }
      const { page, next } = pageOf(own(user, shown.albums), path);
      return linked(page, next && encodeCursor([next.is_default ? 1 : 0, next.position]));
    }),
    NOTIFICATION: answering((user, path) => {
      const { page, next } = pageOf(own(user, shown.notifications), path);
      return linked(page, next && encodeCursor([next.position]));
    }),
    ACCOUNTS: {
      unknownAmong: (ids: readonly string[]) => {
        made.calls++;
        return Promise.resolve(ids.filter((id) => shown.unknown.includes(id)));
      },
    },
    SAGA: answering((_, path) => {
      if (path.endsWith('/sagas/parked'))
        return Response.json({ active: shown.sagas.filter(({ status }) => status === 'running').length });
      const asked = new URL(path, 'http://internal').searchParams;
      const ids = asked.has('ids') ? new Set(asked.get('ids')?.split(',')) : undefined;
      const wanted = shown.sagas.filter(
        ({ id, status }) =>
          (ids?.has(id) ?? true) && (asked.get('status') === 'all' || status === 'running' || status === 'parked'),
      );
      if (ids) return Response.json(wanted);
      const from = Number(asked.get('cursor') ?? 0);
      const next = from + sagasAPage;
      return linked(wanted.slice(from, next), wanted.length > next ? String(next) : null);
    }),
  };
  async function* follow() {
    yield 1;
    made.calls++;
  }
  return { env: env as unknown as Env, replica, follow, now: NOW, made };
}
