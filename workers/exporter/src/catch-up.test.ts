// A shelf that has lost what it knew reads it from the log of its user, page by page, also after the log itself was put back.
import { expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { LogQuery } from '#shared/engine/ports/eventstore';
import { logOf } from '#shared/mediahub/testing/log-of';
import { nextOnShelf } from './catch-up.ts';

const EXPIRES = '2026-12-01T00:00:00.000Z';
const LOG = logOf(
  ['export-1', 'ExportRequested', { user_id: 'user-a', album_id: 'album-1', album_name: 'Kyoto' }],
  ['album-1', 'AlbumCreated', { user_id: 'user-a', name: 'Kyoto', description: '', is_default: false }],
  ['export-1', 'ExportCompleted', { expires_at: EXPIRES }],
  ['export-2', 'ExportRequested', { user_id: 'user-a', album_id: 'album-1', album_name: 'Kyoto' }],
);

const reading = (log: LoggedEvent[], perPage: number) => ({
  readLog: ({ after }: LogQuery) =>
    Promise.resolve(
      after > log.length
        ? { head: log.length, events: [], lost: true }
        : { head: log.length, events: log.slice(after, after + perPage) },
    ),
});

it.each([1, 2, 100])('finds which exports there are and when they end, %i events a page', async (perPage) => {
  const found = new Map<string, number | undefined>();
  let after = 99;
  for (let more = true; more;) {
    const page = await nextOnShelf(reading(LOG, perPage), 'user-a', after);
    for (const { id, expires_at } of page.found) found.set(id, expires_at ?? found.get(id));
    ({ followed: after, more } = page);
  }
  expect([...found]).toEqual([
    ['export-1', Date.parse(EXPIRES)],
    ['export-2', undefined],
  ]);
  expect(await nextOnShelf(reading(LOG, perPage), 'user-a', after)).toEqual({
    found: [],
    followed: LOG.length,
    more: false,
  });
});
