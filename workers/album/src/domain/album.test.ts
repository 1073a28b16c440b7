import type { Album, AlbumFact } from './album-state.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '#shared/engine/command/decider';
import { CAUGHT, fcParameters } from '#shared/engine/testing/property';
import { albumDecider } from './album.ts';
import type { AlbumCommand } from './decide-album.ts';
import { has } from './id-set.ts';
import type { MediaEligibility } from './media-eligibility.ts';

const owner = 'user-a';
const media_id = 'media-1';
const saga_id = 'saga-1';
const alive: MediaEligibility = { status: 'alive', owner };

const created: AlbumFact = {
  event_type: 'AlbumCreated',
  data: { user_id: owner, name: 'All Media', description: '', is_default: true },
};
const added: AlbumFact = { event_type: 'MediaAddedToAlbum', data: { media_id } };
const removed: AlbumFact = { event_type: 'MediaRemovedFromAlbum', data: { media_id } };
const undone: AlbumFact = { ...removed, metadata: { saga_id } };
const deleted: AlbumFact = { event_type: 'AlbumDeleted', data: { user_id: owner } };

const sagas = ['saga-1', 'saga-2', 'saga-3'];
const media = ['media-01', 'media-02', 'media-a2'];
const eligibilities: MediaEligibility[] = [
  alive,
  { status: 'unknown' },
  { status: 'deleted', owner },
  { status: 'alive', owner: 'user-b' },
];
const candidate = fc.record({
  media_id: fc.constantFrom(...media),
  media: fc.constantFrom(alive, alive, ...eligibilities),
});
const details = { name: fc.constantFrom('n', 'm'), description: fc.constant('') };
const saga = { saga_id: fc.constantFrom(...sagas) };
const command = <Type extends AlbumCommand['type'], Rest extends object>(
  type: Type,
  rest: { [Key in keyof Rest]: fc.Arbitrary<Rest[Key]> },
) => fc.record(rest).map((values): { type: Type; owner: string } & Rest => ({ type, owner, ...values }));
const commands: fc.Arbitrary<AlbumCommand> = fc.oneof(
  command('create', details),
  command('createDefault', {}),
  command('changeDetails', details),
  command('delete', {}),
  command('add', { candidates: fc.uniqueArray(candidate, { selector: (c) => c.media_id, minLength: 1 }) }),
  fc.tuple(candidate, fc.record(saga)).map(([c, by]) => ({ type: 'addToDefault' as const, owner, ...c, ...by })),
  command('remove', { media_ids: fc.uniqueArray(fc.constantFrom(...media)) }),
  command('undoAdd', { media_id: fc.constantFrom(...media), ...saga }),
);
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
    fc.assert(tombstonesHold(albumDecider), fcParameters(200)));

  test('(a fold that forgets the tombstone is caught)', () => {
    const forgetful: typeof albumDecider = {
      ...albumDecider,
      evolve: (state, event) => albumDecider.evolve(state, { ...event, metadata: {} }),
    };
    expect(fc.check(tombstonesHold(forgetful), CAUGHT).failed).toBe(true);
  });

  test('the same command twice has its effect once', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 20 }), commands, (history, command) => {
        const before = history.reduce((s, c) => run(s, c).state, albumDecider.initialState);
        const again = run(run(before, command).state, command);
        expect(again.events).toEqual([]);
      }),
      fcParameters(200),
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
      fcParameters(200),
    );
  });

  test('All Media, once it is there, keeps its name and stays', () => {
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 40 }), (history) => {
        const start = run(albumDecider.initialState, { type: 'createDefault', owner }).state;
        const end = history.reduce((state, command) => run(state, command).state, start);
        expect(end).toMatchObject({ status: 'active', is_default: true, name: 'All Media' });
      }),
      fcParameters(200),
    );
  });

  test('every sequence of events folds, and what it leaves can be decided upon', () => {
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 40 }), commands, (history, command) => {
        expect(() => albumDecider.decide(command, fold(albumDecider, history))).not.toThrow();
      }),
      fcParameters(200),
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
      fcParameters(200),
    );
  });
});
