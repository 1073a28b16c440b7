import type { AlbumFact } from './album-state.ts';
import { describe, test } from 'vitest';
import { given } from '#shared/engine/testing/given';
import { albumDecider } from './album.ts';
import type { AlbumCommand } from './decide-album.ts';

const owner = 'user-a';
const kyoto = { name: 'Kyoto', description: 'spring' };
const created: AlbumFact = { event_type: 'AlbumCreated', data: { user_id: owner, ...kyoto, is_default: false } };
const allMedia: AlbumFact = {
  event_type: 'AlbumCreated',
  data: { user_id: owner, name: 'All Media', description: '', is_default: true },
};
const autumn = { name: 'Kyoto', description: 'autumn' };
const changed: AlbumFact = { event_type: 'AlbumDetailsChanged', data: { user_id: owner, ...autumn } };
const deleted: AlbumFact = { event_type: 'AlbumDeleted', data: { user_id: owner } };

const create: AlbumCommand = { type: 'create', owner, ...kyoto };
const change: AlbumCommand = { type: 'changeDetails', owner, ...autumn };
const remove: AlbumCommand = { type: 'delete', owner };

const album = given(albumDecider);

describe('an album', () => {
  test('is created', () => album().when(create).then(created));
  test('is created once', () => album(created).when(create).thenNothingHappened());
  test('is renamed and described', () => album(created).when(change).then(changed));
  test('that has these details already is left alone', () =>
    album(created, changed).when(change).thenNothingHappened());
  test('is deleted', () => album(created).when(remove).then(deleted));
  test('is not created again once it was deleted', () =>
    album(created, deleted).when(create).thenNothingHappened());
});

describe('what is not there, or not yours, can be neither changed nor deleted', () => {
  test.each<[string, AlbumFact[], string]>([
    ['an album that was never created', [], owner],
    ['a deleted album', [created, deleted], owner],
    ["another user's album", [created], 'user-b'],
    ["another user's All Media", [allMedia], 'user-b'],
  ])('%s', (_what, history, asking) => {
    for (const command of [change, remove])
      album(...history)
        .when({ ...command, owner: asking })
        .thenRejected('album_not_found');
  });
});

describe('All Media', () => {
  test('comes into being without an entry, once', () => {
    album().when({ type: 'createDefault', owner }).then(allMedia);
    album(allMedia).when({ type: 'createDefault', owner }).thenNothingHappened();
  });
  test('keeps its name', () => album(allMedia).when(change).thenRejected('default_album_is_fixed'));
  test('stays', () => album(allMedia).when(remove).thenRejected('default_album_is_fixed'));
});
