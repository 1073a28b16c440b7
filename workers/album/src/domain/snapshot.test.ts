// An album read back from its snapshot is the album that was written down, and a part of it is enough for the commands
// that need no more.
import type { Album, AlbumFact } from './album-state.ts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fold } from '#shared/engine/command/decider';
import { fcParameters } from '#shared/engine/testing/property';
import { albumDecider } from './album.ts';
import { decideAlbum, type AlbumCommand } from './decide-album.ts';
import { has } from './id-set.ts';
import { albumSnapshot } from './snapshot.ts';

const IDS = ['media-01', 'media-02', 'media-11', 'saga-01'];
const id = fc.constantFrom(...IDS);
const owner = 'user-a';
const events: fc.Arbitrary<AlbumFact> = fc.oneof(
  fc.constantFrom<AlbumFact>(
    { event_type: 'AlbumCreated', data: { user_id: owner, name: 'n', description: '', is_default: false } },
    { event_type: 'AlbumDeleted', data: { user_id: owner } },
  ),
  id.map((media_id): AlbumFact => ({ event_type: 'MediaAddedToAlbum', data: { media_id } })),
  fc.tuple(id, id).map(([media_id, saga_id]): AlbumFact => ({
    event_type: 'MediaRemovedFromAlbum',
    data: { media_id },
    metadata: { saga_id },
  })),
);
const history = fc.array(events, { maxLength: 20 });
const candidate = id.map((media_id) => ({ media_id, media: { status: 'alive' as const, owner } }));
const details = { owner, name: 'other', description: '' };
const command: fc.Arbitrary<AlbumCommand> = fc.oneof(
  fc.constantFrom<AlbumCommand>(
    { type: 'create', ...details },
    { type: 'createDefault', owner },
    { type: 'changeDetails', ...details },
    { type: 'delete', owner },
  ),
  fc.array(candidate, { maxLength: 3 }).map((candidates): AlbumCommand => ({ type: 'add', owner, candidates })),
  fc.tuple(candidate, fc.option(id)).map(([one, saga]): AlbumCommand => ({
    type: 'addToDefault',
    owner,
    ...one,
    ...(saga === null ? {} : { saga_id: saga }),
  })),
  fc.array(id, { maxLength: 3 }).map((media_ids): AlbumCommand => ({ type: 'remove', owner, media_ids })),
  fc.tuple(id, id).map(([media_id, saga_id]): AlbumCommand => ({ type: 'undoAdd', media_id, saga_id })),
);

/** What was written of this history, as far as `only` says; through JSON, as it is stored. */
const readBack = (facts: readonly AlbumFact[], only?: readonly string[]): Album => {
  const parts = Object.entries(albumSnapshot.save(fold(albumDecider, facts)))
    .filter(([part]) => only?.includes(part) ?? true)
    .map(([part, state]) => [part, JSON.parse(JSON.stringify(state)) as unknown]);
  const loaded = albumSnapshot.load(Object.fromEntries(parts) as Record<string, unknown>, only);
  if (!loaded) throw new Error('it does not read what it wrote');
  return loaded;
};

/** What the rules can tell about an album. */
const seen = (album: Album) => ({
  ...album,
  refused_sagas: IDS.filter((one) => has(album.refused_sagas, one)),
  ...(album.status === 'active' ? { media: IDS.filter((one) => has(album.media, one)) } : {}),
});

test('saved and loaded, then gone on with, it is what the whole stream says', () =>
  fc.assert(
    fc.property(history, history, (before, after) => {
      const loaded = readBack(before);
      expect(albumSnapshot.knows(loaded)).toBe(true);
      expect(seen(fold(albumDecider, after, loaded))).toEqual(seen(fold(albumDecider, [...before, ...after])));
    }),
    fcParameters(200),
  ));

test('of the parts that a command needs the same follows as of the whole stream', () =>
  fc.assert(
    fc.property(history, history, command, (before, after, asked) => {
      const needed = albumSnapshot.needs(asked);
      const partial = fold(albumDecider, after, readBack(before, needed));
      expect(albumSnapshot.knows(partial, needed)).toBe(true);
      expect(decideAlbum(asked, partial)).toEqual(decideAlbum(asked, fold(albumDecider, [...before, ...after])));
    }),
    fcParameters(200),
  ));

test('(a command that does not say all that it needs is caught)', () => {
  const asked: AlbumCommand = { type: 'remove', owner, media_ids: ['media-01'] };
  const [created] = [
    { event_type: 'AlbumCreated', data: { user_id: owner, name: 'n', description: '', is_default: false } },
  ] as const;
  expect(() => decideAlbum(asked, readBack([created], ['album']))).toThrow('not loaded');
  expect(albumSnapshot.knows(readBack([created], ['album']), albumSnapshot.needs(asked))).toBe(false);
});

const active = { status: 'active', owner, name: 'n', description: '', is_default: false };
test.each([
  {},
  { album: 7 },
  { album: { status: 'active' } },
  { album: { status: 'gone' } },
  { album: active, 'media/01': { 'media-01': true } },
  { album: { status: 'none' }, 'refused_sagas/01': [1] },
])('what it cannot have written is not read: %j', (parts) => expect(albumSnapshot.load(parts)).toBeNull());
