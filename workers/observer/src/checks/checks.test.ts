// Every check of the board: green for any log whose services show what it says, red for one thing that is wrong, and
// no one else is.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { logOf } from '#shared/mediahub/testing/log-of';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { NOW, shownBy, contextOf, type Shown } from '../../test/consistent-system.ts';
import { logs } from '../../test/possible-logs.ts';
import { upload } from '../../test/upload.ts';
import { CHECKS, type Check, type Finding } from './all.ts';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout'] }));
afterEach(() => void vi.useRealTimers());

/** What a check finds, held to its word: it makes no call that it has not announced. */
async function findingOf({ id, find }: Check, context: ReturnType<typeof contextOf>): Promise<Finding> {
  const found = find(context);
  if (!('next' in found)) return found;
  for (let announced = 0; ;) {
    context.made.calls = 0;
    const { done, value } = await found.next();
    expect(context.made.calls, `${id} calls`).toBeLessThanOrEqual(announced);
    if (done) return value;
    announced = value;
  }
}

/** The ids of the checks that find something, and what. The second look comes without the wait. */
async function red(log: LoggedEvent[], shown?: Shown): Promise<Record<string, string>> {
  const context = contextOf(log, shown);
  let open = true;
  const finding = (async () => {
    const all: (Finding & { id: string })[] = [];
    for (const check of CHECKS) all.push({ id: check.id, ...(await findingOf(check, context)) });
    return all;
  })();
  void finding.finally(() => (open = false)).catch(() => undefined);
  while (open) await vi.advanceTimersByTimeAsync(700);
  const all = await finding;
  for (const { id, checked, total, wholeSince } of all)
    expect([checked, wholeSince], `of a small library, ${id} looks at everything in one round`).toEqual([
      total,
      NOW,
    ]);
  const found = all.filter(({ broken }) => broken.length > 0);
  return Object.fromEntries(found.map(({ id, broken }) => [id, broken.map(({ text }) => text).join()]));
}

it(
  'nothing is found in a system that shows what its log says',
  () =>
    fc.assert(
      fc.asyncProperty(logs, async (log) => {
        expect(await red(log)).toEqual({});
      }),
      fcParameters(25),
    ),
  timeoutFor(5_000),
);

const details = { user_id: 'user-a', name: 'Sea', description: '', is_default: false };
const text = { user_id: 'user-a', title: 't', message: 'm', params: {} };
const LOG = logOf(
  ['media-1', 'MediaUploaded', upload],
  ['media-1', 'MediaProcessed', { thumbnail: true, width: 4, height: 3 }],
  ['album-1', 'AlbumCreated', details],
  ['album-1', 'MediaAddedToAlbum', { media_id: 'media-1' }],
  ['notification-1', 'NotificationSent', { ...text, code: 'upload_completed' }],
  ['media-2', 'MediaUploaded', upload],
  ['media-2', 'MediaDeleted', { user_id: 'user-a' }],
  ['media-2', 'MediaPurged', {}],
  ['user-9', 'UserRegistered', { provider: 'github' }],
).map((event) => ({ ...event, metadata: { ...event.metadata, saga_id: 's', step: event.event_type } }));
const at = (position: number): LoggedEvent => LOG.at(position - 1) ?? raise('no such event');
const next = (event: Partial<LoggedEvent>): LoggedEvent[] => [
  ...LOG,
  { ...at(8), position: 10, version: 4, id: 'e10', ...event },
];
const raise = (why: string): never => {
  throw new Error(why);
};

const IN_THE_LOG: [check: string, what: string, LoggedEvent[]][] = [
  ['positions-dense', 'a position is missing', [...LOG.slice(0, 7), { ...at(8), position: 9 }]],
  ['versions-dense', 'a version is missing', [...LOG.slice(0, 7), { ...at(8), version: 4 }]],
  ['effective-once', 'a step took effect twice', next({ ...at(2), position: 10, version: 2, id: 'e10' })],
  [
    'never-both',
    'success was announced and the upload undone',
    next({ event_type: 'MediaUploadCompensated', data: { reason: 'r', saga_id: 's' } }),
  ],
];

const old = new Date(NOW - 10 * 3_600_000);
const IN_WHAT_IS_SHOWN: [check: string, what: string, (shown: Shown) => unknown][] = [
  ['one-saga-per-upload', 'an upload without a saga', ({ sagas }) => sagas.pop()],
  [
    'one-saga-per-upload',
    'an upload with two',
    ({ sagas }) => sagas.push({ ...(sagas[0] ?? raise('')), id: 'other' }),
  ],
  [
    'one-saga-per-upload',
    "a saga that is another event's",
    ({ sagas }) => Object.assign(sagas[0] ?? {}, { id: 'other' }),
  ],
  [
    'sagas-move',
    'a saga that makes no progress',
    ({ sagas }) => Object.assign(sagas[0] ?? {}, { status: 'running' }),
  ],
  [
    'sagas-move',
    'a saga that sleeps by a clock that was a year ahead',
    ({ sagas }) =>
      Object.assign(sagas[0] ?? {}, {
        status: 'running',
        updated_at: new Date(NOW + 365 * 86_400_000).toISOString(),
      }),
  ],
  ['library-is-fold', 'a media that is not shown', ({ media }) => media.pop()],
  [
    'library-is-fold',
    'a media with another status',
    ({ media }) => Object.assign(media[0] ?? {}, { status: 'uploaded' }),
  ],
  [
    'library-is-fold',
    'a deleted media',
    ({ media }) => media.push({ ...(media[0] ?? raise('')), id: 'media-2', position: 6 }),
  ],
  ...(
    [
      ['filename', 'wrong.jpg'],
      ['content_type', 'image/png'],
      ['size', 2],
      ['sha256', 'b'.repeat(64)],
      ['thumbnail_url', null],
      ['width', 7],
      ['height', 7],
      ['duration_seconds', 7],
      ['reason_code', 'video'],
      ['albums', []],
      ['uploaded_at', old.toISOString()],
      ['updated_at', old.toISOString()],
    ] as const
  ).map(([column, value]): (typeof IN_WHAT_IS_SHOWN)[number] => [
    'library-is-fold',
    `a row with another ${column}`,
    ({ media }) => Object.assign(media[0] ?? {}, { [column]: value }),
  ]),
  ...(
    [
      ['name', 'Mountains'],
      ['description', 'high'],
      ['media_count', 2],
      ['created_at', old.toISOString()],
    ] as const
  ).map(([column, value]): (typeof IN_WHAT_IS_SHOWN)[number] => [
    'albums-are-fold',
    `an album with another ${column}`,
    ({ albums }) => Object.assign(albums[0] ?? {}, { [column]: value }),
  ]),
  ['albums-are-fold', 'an album that is not shown', ({ albums }) => albums.pop()],
  ...(
    [
      ['title', 'x'],
      ['message', 'x'],
      ['code', 'x'],
      ['params', { filename: 'x' }],
      ['is_read', true],
      ['created_at', old.toISOString()],
    ] as const
  ).map(([column, value]): (typeof IN_WHAT_IS_SHOWN)[number] => [
    'inbox-is-fold',
    `a notification with another ${column}`,
    ({ notifications }) => Object.assign(notifications[0] ?? {}, { [column]: value }),
  ]),
  ['albums-are-fold', 'an entry that is not shown', ({ albums }) => albums[0]?.entries.pop()],
  [
    'albums-are-fold',
    'an entry that no event has made',
    ({ albums }) => albums[0]?.entries.push({ media_id: 'media-2', position: 3 }),
  ],
  ['inbox-is-fold', 'a notification that is not shown', ({ notifications }) => notifications.pop()],
  ['inbox-is-fold', 'a notification twice', ({ notifications }) => notifications.push(...notifications)],
  [
    'inbox-is-fold',
    'a notification that no event has sent',
    ({ notifications }) =>
      notifications.push({ ...(notifications[0] ?? raise('')), id: 'notification-9', position: 4 }),
  ],
  [
    'files-are-live-media',
    'a media without its file',
    (shown) => (shown.files = shown.files.filter(({ key }) => !key.endsWith('/original'))),
  ],
  [
    'files-are-live-media',
    'a thumbnail without its file',
    (shown) => (shown.files = shown.files.filter(({ key }) => !key.endsWith('/thumbnail'))),
  ],
  [
    'files-are-live-media',
    'a file of a purged media',
    ({ files }) => files.push({ key: 'media/media-2/thumbnail', uploaded: old }),
  ],
  ['accounts-are-known', 'a user whom the accounts do not know', ({ unknown }) => unknown.push('user-9')],
  [
    'files-are-live-media',
    'a file of no media',
    ({ files }) => files.push({ key: 'media/media-9/original', uploaded: old }),
  ],
];

describe('one thing is wrong:', () => {
  it.each(IN_THE_LOG)('%s, in the log: %s', async (id, _, log) => {
    expect(await red(log)).toHaveProperty(id);
  });

  it.each(IN_WHAT_IS_SHOWN)('%s, in what is shown: %s', async (id, _, damage) => {
    const shown = shownBy(LOG);
    damage(shown);
    expect(Object.keys(await red(LOG, shown))).toEqual([id]);
  });

  it.each(IN_WHAT_IS_SHOWN)('%s, all of it from a clock that was a year ahead: %s', async (id, _, damage) => {
    const later = (n: number): string => new Date(NOW + 365 * 86_400_000 + n).toISOString();
    const log = LOG.map((event) => ({ ...event, created_at: later(event.position) }));
    const shown = shownBy(log);
    // The monitor has the clock of today, as each saga that moves writes its row again.
    for (const saga of shown.sagas) saga.updated_at = old.toISOString();
    damage(shown);
    for (const file of shown.files) file.uploaded = new Date(later(0));
    expect(Object.keys(await red(log, shown))).toEqual([id]);
  });

  it('and before, nothing was; no check of the board is left out', async () => {
    expect(await red(LOG)).toEqual({});
    const planted = new Set([...IN_THE_LOG, ...IN_WHAT_IS_SHOWN].map(([id]) => id));
    expect([...planted].toSorted()).toEqual(CHECKS.map(({ id }) => id).toSorted());
  });
});
