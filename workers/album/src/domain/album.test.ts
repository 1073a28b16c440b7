import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '#shared/kernel/decider';
import { given } from '#shared/testing/given';
import { albumDecider, type Album, type AlbumFact } from './album.ts';
import type { AlbumCommand } from './decideAlbum.ts';
import { has } from './idSet.ts';
import type { MediaStanding } from './mediaStanding.ts';

const owner = 'user-a';
const media_id = 'media-1';
const saga_id = 'saga-1';
const alive: MediaStanding = { status: 'alive', owner };

const created: AlbumFact = {
  event_type: 'AlbumCreated',
  data: { user_id: owner, name: 'All Media', description: '', is_default: true },
};
const added: AlbumFact = { event_type: 'MediaAddedToAlbum', data: { media_id } };
const removed: AlbumFact = { event_type: 'MediaRemovedFromAlbum', data: { media_id } };
const undone: AlbumFact = { ...removed, metadata: { saga_id } };
const deleted: AlbumFact = { event_type: 'AlbumDeleted', data: { user_id: owner } };

const addToDefault: AlbumCommand = { type: 'addToDefault', owner, media_id, media: alive, saga_id };
const add: AlbumCommand = { type: 'add', owner, media_id, media: alive };
const undoAdd: AlbumCommand = { type: 'undoAdd', media_id, saga_id };
const remove: AlbumCommand = { type: 'remove', owner, media_id };

const album = given(albumDecider);

describe('the default album', () => {
  test('is created by the first add, in the same append', () =>
    album().when(addToDefault).then(created, added));
  test('takes later media without being created again', () =>
    album(created).when(addToDefault).then(added));
  test('holds a media once, however often it is added', () =>
    album(created, added).when(addToDefault).thenNothingHappened());
  test('is not created for a media that may not come in', () =>
    album().when({ ...addToDefault, media: { status: 'unknown' } }).thenRejected('media_not_found'));
});

describe('an add', () => {
  test('of an unknown media is refused', () =>
    album(created).when({ ...add, media: { status: 'unknown' } }).thenRejected('media_not_found'));
  test("of another user's media is refused as if it did not exist", () =>
    album(created)
      .when({ ...add, media: { status: 'alive', owner: 'user-b' } })
      .thenRejected('media_not_found'));
  test('of a deleted media is refused, even where its entry still stands', () =>
    album(created, added)
      .when({ ...add, media: { status: 'deleted', owner } })
      .thenRejected('media_deleted'));
  test('of a compensated media is refused', () =>
    album(created).when({ ...add, media: { status: 'compensated', owner } }).thenRejected('media_compensated'));
  test("to another user's album is refused as if the album did not exist", () =>
    album(created)
      .when({ ...add, owner: 'user-b', media: { status: 'alive', owner: 'user-b' } })
      .thenRejected('album_not_found'));
  test('to no album creates none', () => album().when(add).thenRejected('album_not_found'));
  test('to a deleted album is refused', () =>
    album(created, deleted).when(add).thenRejected('album_not_found'));
});

describe('a removal', () => {
  test('takes the entry out', () => album(created, added).when(remove).then(removed));
  test('of what is not in is nothing', () => album(created).when(remove).thenNothingHappened());
  test('from no album is refused', () => album().when(remove).thenRejected('album_not_found'));
});

describe('the undo of an add', () => {
  test('takes the entry out', () => album(created, added).when(undoAdd).then(removed));
  test('leaves its tombstone where there is no entry', () => album(created).when(undoAdd).then(removed));
  test('leaves its tombstone where there is not even an album', () => album().when(undoAdd).then(removed));
  test('happens once per saga', () => album(created, added, undone).when(undoAdd).thenNothingHappened());
  test('refuses an add of its saga that comes after it', () =>
    album(created, added, undone).when(addToDefault).thenRejected('saga_compensated'));
  test('refuses it also when the undo came first of all', () =>
    album(undone).when(addToDefault).thenRejected('saga_compensated'));
  test('creates no album, so the first good add does', () =>
    album(undone)
      .when({ ...addToDefault, saga_id: 'saga-2' })
      .then(created, added));
  test('does not bind the owner', () => album(created, undone).when(add).then(added));
});

const sagas = ['saga-1', 'saga-2', 'saga-3'];
const media = ['media-01', 'media-02', 'media-a2'];
const standings: MediaStanding[] = [
  alive,
  { status: 'unknown' },
  { status: 'deleted', owner },
  { status: 'alive', owner: 'user-b' },
];
const commands: fc.Arbitrary<AlbumCommand> = fc
  .record({
    type: fc.constantFrom('create', 'add', 'addToDefault', 'remove', 'undoAdd'),
    media_id: fc.constantFrom(...media),
    media: fc.constantFrom(alive, alive, ...standings),
    saga_id: fc.constantFrom(...sagas),
  })
  .map(({ type, ...rest }): AlbumCommand => ({ type, owner, name: 'n', description: '', ...rest }));
const facts: fc.Arbitrary<AlbumFact> = fc
  .record({
    event: fc.constantFrom(created, added, removed, undone, deleted, {
      event_type: 'AlbumDetailsChanged',
      data: { user_id: owner, name: 'x', description: '' },
    } satisfies AlbumFact),
    media_id: fc.constantFrom(...media),
  })
  .map(({ event, media_id: id }) =>
    'media_id' in event.data ? ({ ...event, data: { media_id: id } } as AlbumFact) : event,
  );

/** Runs a command as the handler does: what was decided is folded as it was stored, metadata and all. */
function run(state: Album, command: AlbumCommand, decider = albumDecider) {
  const decision = decider.decide(command, state);
  const saga = 'saga_id' in command ? { metadata: { saga_id: command.saga_id } } : {};
  const events = decision.accepted ? decision.events.map((e): AlbumFact => ({ ...e, ...saga })) : [];
  return { events, state: fold(decider, events, state) };
}

const tombstonesHold = (decider: typeof albumDecider) =>
  fc.property(fc.array(commands, { maxLength: 40 }), (history) => {
    const undoneSagas = new Set<string>();
    let state = decider.initialState;
    for (const command of history) {
      const ran = run(state, command, decider);
      const adds = ran.events.some((e) => e.event_type === 'MediaAddedToAlbum');
      if (adds && 'saga_id' in command) expect(undoneSagas).not.toContain(command.saga_id);
      if (command.type === 'undoAdd') undoneSagas.add(command.saga_id);
      state = ran.state;
    }
  });

describe('for every history', () => {
  test('after the undo of a saga no add of that saga is ever accepted', () =>
    fc.assert(tombstonesHold(albumDecider)));

  test('(a fold that forgets the tombstone is caught)', () => {
    const forgetful: typeof albumDecider = {
      ...albumDecider,
      evolve: (state, event) => albumDecider.evolve(state, { ...event, metadata: {} }),
    };
    expect(fc.check(tombstonesHold(forgetful)).failed).toBe(true);
  });

  test('the same command twice has its effect once', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 20 }), commands, (history, command) => {
        const before = history.reduce((s, c) => run(s, c).state, albumDecider.initialState);
        const again = run(run(before, command).state, command);
        expect(again.events).toEqual([]);
      }),
    );
  });

  test('the album is created at most once', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 40 }), (history) => {
        let state = albumDecider.initialState;
        let creations = 0;
        for (const command of history) {
          const ran = run(state, command);
          creations += ran.events.filter((e) => e.event_type === 'AlbumCreated').length;
          state = ran.state;
        }
        expect(creations).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('every sequence of events folds, and what it leaves can be decided upon', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 40 }), commands, (history, command) => {
        expect(() => albumDecider.decide(command, fold(albumDecider, history))).not.toThrow();
      }),
    );
  });

  test('the entries are those added and not removed since', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 40 }), (history) => {
        const state = fold(albumDecider, history);
        if (state.status !== 'active') return;
        const since = history.slice(history.findLastIndex((e) => e.event_type === 'AlbumCreated'));
        const model = new Set<string>();
        for (const e of since) {
          if (e.event_type === 'MediaAddedToAlbum') model.add(e.data.media_id);
          if (e.event_type === 'MediaRemovedFromAlbum') model.delete(e.data.media_id);
        }
        expect(media.filter((id) => has(state.media, id))).toEqual(media.filter((id) => model.has(id)));
      }),
    );
  });
});
