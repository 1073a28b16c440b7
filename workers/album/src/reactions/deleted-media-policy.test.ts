import { expect, test } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { removals } from './deleted-media-policy.ts';

const event = (position: number, event_type: string, aggregate_id: string, data: object): LoggedEvent => ({
  id: `event-${position}`,
  aggregate_id,
  aggregate_type: aggregate_id.startsWith('media') ? 'Media' : 'Album',
  event_type,
  data,
  version: 1,
  schema_version: 1,
  created_at: '',
  position,
  metadata: { user_id: 'user-a', actor: 'user-a', command_id: `c${position}`, correlation_id: 't' },
});
const added = (p: number, album: string, media_id: string) => event(p, 'MediaAddedToAlbum', album, { media_id });
const removed = (p: number, album: string, media_id: string) =>
  event(p, 'MediaRemovedFromAlbum', album, { media_id });
const deleted = (p: number, media: string) => event(p, 'MediaDeleted', media, { user_id: 'user-a' });
const compensated = (p: number, media: string) =>
  event(p, 'MediaUploadCompensated', media, { reason: 'r', saga_id: 's' });

const nothing = { gone: new Set<string>(), holding: new Map<string, string[]>() };
const found = (...args: Parameters<typeof removals>) =>
  removals(...args).map(({ album_id, media_id, cause }) => [album_id, media_id, cause.position]);

test('an add that the log orders after the deletion is taken out again', () =>
  expect(found([deleted(1, 'media-1'), added(2, 'album-1', 'media-1')], nothing)).toEqual([
    ['album-1', 'media-1', 2],
  ]));
test('also when the deletion came in an earlier delivery', () =>
  expect(found([added(2, 'album-1', 'media-1')], { ...nothing, gone: new Set(['media-1']) })).toEqual([
    ['album-1', 'media-1', 2],
  ]));
test('an add before the deletion is left to the deletion saga', () =>
  expect(found([added(1, 'album-1', 'media-1'), deleted(2, 'media-1')], nothing)).toEqual([]));
test('a compensated media is taken out of every album that holds it, whenever it came in', () => {
  const holding = new Map([['media-1', ['album-0', 'album-9']]]);
  const events = [
    removed(1, 'album-9', 'media-1'),
    added(2, 'album-1', 'media-1'),
    compensated(3, 'media-1'),
    added(4, 'album-2', 'media-1'),
  ];
  expect(found(events, { ...nothing, holding })).toEqual([
    ['album-0', 'media-1', 3],
    ['album-1', 'media-1', 3],
    ['album-2', 'media-1', 4],
  ]);
});
test('a living media stays where it is', () =>
  expect(found([deleted(1, 'media-2'), added(2, 'album-1', 'media-1')], nothing)).toEqual([]));
