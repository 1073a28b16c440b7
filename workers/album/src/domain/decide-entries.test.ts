import type { AlbumFact } from './album-state.ts';
import { describe, test } from 'vitest';
import { given } from '#shared/engine/testing/given';
import { albumDecider } from './album.ts';
import type { Candidate, EntryCommand } from './decide-entries.ts';
import type { MediaEligibility } from './media-eligibility.ts';

const owner = 'user-a';
const saga_id = 'saga-1';
const alive: MediaEligibility = { status: 'alive', owner };

const created: AlbumFact = {
  event_type: 'AlbumCreated',
  data: { user_id: owner, name: 'All Media', description: '', is_default: true },
};
const deleted: AlbumFact = { event_type: 'AlbumDeleted', data: { user_id: owner } };
const added = (media_id: string): AlbumFact => ({ event_type: 'MediaAddedToAlbum', data: { media_id } });
const removed = (media_id: string): AlbumFact => ({ event_type: 'MediaRemovedFromAlbum', data: { media_id } });
const undone: AlbumFact = { ...removed('m1'), metadata: { saga_id } };

const addToDefault: EntryCommand = { type: 'addToDefault', owner, media_id: 'm1', media: alive, saga_id };
const undoAdd: EntryCommand = { type: 'undoAdd', media_id: 'm1', saga_id };
const add = (...candidates: Candidate[]): EntryCommand => ({ type: 'add', owner, candidates });
const living = (media_id: string, of = owner): Candidate => ({ media_id, media: { status: 'alive', owner: of } });
const take = (...media_ids: string[]): EntryCommand => ({ type: 'remove', owner, media_ids });

const album = given(albumDecider);

describe('the first upload', () => {
  test('creates All Media in the same append', () => album().when(addToDefault).then(created, added('m1')));
  test('and later ones do not create it again', () => album(created).when(addToDefault).then(added('m1')));
  test('that may not come in creates nothing', () =>
    album()
      .when({ ...addToDefault, media: { status: 'unknown' } })
      .thenRejected('media_not_found'));
});

describe('an add', () => {
  test('lets all of them in', () =>
    album(created)
      .when(add(living('m1'), living('m2')))
      .then(added('m1'), added('m2')));
  test('lets in only those that are missing', () =>
    album(created, added('m1'))
      .when(add(living('m1'), living('m2')))
      .then(added('m2')));
  test('of what is in already is nothing', () =>
    album(created, added('m1'))
      .when(add(living('m1')))
      .thenNothingHappened());
  test('is refused as a whole when one of them may not come in', () =>
    album(created)
      .when(add(living('m1'), living('m2', 'user-b')))
      .thenRejected('media_not_found'));
  test.each<[string, MediaEligibility, string]>([
    ['an unknown media', { status: 'unknown' }, 'media_not_found'],
    ["another user's media, as if it did not exist", { status: 'alive', owner: 'user-b' }, 'media_not_found'],
    ['a deleted media item, even while its entry is still there', { status: 'deleted', owner }, 'media_deleted'],
    ['a compensated media', { status: 'compensated', owner }, 'media_compensated'],
  ])('of %s is refused', (_what, media, code) =>
    album(created, added('m1'))
      .when(add({ media_id: 'm1', media }))
      .thenRejected(code),
  );
  test("to another user's album is refused as if the album did not exist", () =>
    album(created)
      .when({ type: 'add', owner: 'user-b', candidates: [living('m1', 'user-b')] })
      .thenRejected('album_not_found'));
  test('to no album creates none', () =>
    album()
      .when(add(living('m1')))
      .thenRejected('album_not_found'));
  test('to a deleted album is refused', () =>
    album(created, deleted)
      .when(add(living('m1')))
      .thenRejected('album_not_found'));
});

describe('a removal', () => {
  test('takes out those that are in', () =>
    album(created, added('m1'), added('m2'))
      .when(take('m2', 'm3', 'm1'))
      .then(removed('m2'), removed('m1')));
  test('of what is not in is nothing', () => album(created).when(take('m1')).thenNothingHappened());
  test('from no album is refused', () => album().when(take('m1')).thenRejected('album_not_found'));
});

describe('the undo of an add', () => {
  test('takes the entry out', () => album(created, added('m1')).when(undoAdd).then(removed('m1')));
  test('leaves its tombstone where there is no entry', () => album(created).when(undoAdd).then(removed('m1')));
  test('leaves its tombstone where there is not even an album', () => album().when(undoAdd).then(removed('m1')));
  test('happens once per saga', () => album(created, added('m1'), undone).when(undoAdd).thenNothingHappened());
  test('refuses an add of its saga that comes after it', () =>
    album(created, added('m1'), undone).when(addToDefault).thenRejected('saga_compensated'));
  test('refuses it also when the undo came first of all', () =>
    album(undone).when(addToDefault).thenRejected('saga_compensated'));
  test('creates no album, so the first good add does', () =>
    album(undone)
      .when({ ...addToDefault, saga_id: 'saga-2' })
      .then(created, added('m1')));
  test('does not bind the owner', () =>
    album(created, undone)
      .when(add(living('m1')))
      .then(added('m1')));
});
