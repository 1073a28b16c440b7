// X4 for albums: who owns an album, and whose media may be in it.
import type { AlbumFact } from './album-state.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reject, type Decision } from '#shared/engine/command/decider';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { caughtBy, obeying, twoUsers, USERS, type User } from '#shared/engine/testing/two-users';
import { albumDecider } from './album.ts';
import type { AlbumCommand } from './decide-album.ts';
import type { Candidate } from './decide-entries.ts';
import { UNKNOWN } from './media-eligibility.ts';

/** `media-0` and `media-2` are of one user, `media-1` and `media-3` of the other. */
const ownerOf = (media_id: string): User => USERS[Number(media_id.at(-1)) % 2] ?? USERS[0];
const mediaId = fc.nat(3).map((n) => `media-${n}`);
const candidate: fc.Arbitrary<Candidate> = fc
  .record({
    media_id: mediaId,
    status: fc.constantFrom('alive' as const, 'alive' as const, 'deleted' as const, 'compensated' as const),
  })
  .map(({ media_id, status }) => ({ media_id, media: { status, owner: ownerOf(media_id) } }));
const details = { name: fc.constantFrom('Sea', 'Shore'), description: fc.constant('') };

const commands = (owner: User): fc.Arbitrary<AlbumCommand> =>
  fc.oneof(
    fc.record({ type: fc.constant('create' as const), owner: fc.constant(owner), ...details }),
    fc.record({ type: fc.constant('createDefault' as const), owner: fc.constant(owner) }),
    fc.record({ type: fc.constant('changeDetails' as const), owner: fc.constant(owner), ...details }),
    fc.record({ type: fc.constant('delete' as const), owner: fc.constant(owner) }),
    fc.record({
      type: fc.constant('add' as const),
      owner: fc.constant(owner),
      candidates: fc.array(candidate, { minLength: 1, maxLength: 3 }),
    }),
    candidate.map((one) => ({ type: 'addToDefault' as const, owner, saga_id: `s-${one.media_id}`, ...one })),
    fc.record({
      type: fc.constant('remove' as const),
      owner: fc.constant(owner),
      media_ids: fc.array(mediaId, { maxLength: 3 }),
    }),
  );

const onlyOwnMediaEnter = (user: User, _command: AlbumCommand, decision: Decision<AlbumFact>): void => {
  const entered = (decision.accepted ? decision.events : []).flatMap((event) =>
    event.event_type === 'MediaAddedToAlbum' ? [ownerOf(event.data.media_id)] : [],
  );
  expect(entered, 'X4: no user puts another user’s media into an own album').toEqual(entered.map(() => user));
};

type Decide = (typeof albumDecider)['decide'];
const property = (decide: Decide = albumDecider.decide) =>
  twoUsers({ ...albumDecider, decide }, commands, onlyOwnMediaEnter);

it(
  'in any sequence of commands of two users, only its owner changes an album, which holds only media of its owner',
  () => fc.assert(property(), fcParameters(500)),
  timeoutFor(5_000),
);

it('of a media that is another user’s an album says what it says of one that never was', () =>
  fc.assert(
    fc.property(candidate, fc.constantFrom(...USERS), (one, owner) => {
      fc.pre(ownerOf(one.media_id) !== owner);
      for (const type of ['add', 'addToDefault'] as const) {
        const asking = (media: Candidate['media']): AlbumCommand =>
          type === 'add'
            ? { type, owner, candidates: [{ ...one, media }] }
            : { type, owner, media_id: one.media_id, media };
        const { decide, initialState } = albumDecider;
        expect(decide(asking(one.media), initialState)).toEqual(decide(asking(UNKNOWN), initialState));
      }
    }),
  ));

describe('it is caught:', () => {
  const MUTANTS: [name: string, what: string, Decide][] = [
    [
      'X4: no user moves',
      'every caller counts as the owner',
      obeying(albumDecider, (command, state) =>
        'owner' in command && state.status === 'active' ? { ...command, owner: state.owner } : command,
      ),
    ],
    [
      'X4: no user puts',
      'the owner of the media is not checked',
      (command, state) => {
        if (command.type !== 'add') return albumDecider.decide(command, state);
        const { owner } = command;
        const candidates = command.candidates.map((one) => ({
          ...one,
          media: { status: 'alive' as const, owner },
        }));
        return albumDecider.decide({ ...command, candidates }, state);
      },
    ],
    [
      'X4: a refusal reveals nothing',
      'the refusal says that the album belongs to another user',
      (command, state) =>
        'owner' in command && state.status === 'active' && state.owner !== command.owner
          ? reject('not_yours', 'This album is not yours.')
          : albumDecider.decide(command, state),
    ],
  ];
  it.each(MUTANTS)('%s: %s', (name, _, decide) => caughtBy(name, property(decide)));
});
