// X4 for media: who owns a media item, and who may do what with it, including sagas on behalf of a user.
import fc from 'fast-check';
import { describe, it } from 'vitest';
import { reject } from '#shared/engine/command/decider';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { caughtBy, obeying, twoUsers, type User } from '#shared/engine/testing/two-users';
import { media, type MediaCommand } from './media.ts';

const commands = (user_id: User): fc.Arbitrary<MediaCommand> =>
  fc.constantFrom<MediaCommand>(
    {
      type: 'upload',
      upload: { user_id, filename: 'a.jpg', content_type: 'image/jpeg', size: 1, sha256: 'a'.repeat(64) },
    },
    { type: 'complete_processing', user_id, result: { thumbnail: true, width: 4, height: 3 } },
    { type: 'fail_processing', user_id, failure: { code: 'decode_failed', reason: 'r' } },
    { type: 'rename', user_id, filename: 'b.jpg' },
    { type: 'rename', user_id, filename: 'c.jpg' },
    { type: 'delete', user_id },
    { type: 'compensate', user_id, reason: 'r', saga_id: 's' },
    { type: 'purge', user_id },
  );

type Decide = (typeof media)['decide'];
const property = (decide: Decide = media.decide) => twoUsers({ ...media, decide }, commands);

it(
  'in any sequence of commands of two users, only its owner changes a media item',
  () => fc.assert(property(), fcParameters(500)),
  timeoutFor(5_000),
);

describe('it is caught:', () => {
  it.each<[name: string, what: string, Decide]>([
    [
      'X4: no user moves',
      'every caller counts as the owner',
      obeying(media, (command, state) =>
        'user_id' in command && state.status !== 'none' ? { ...command, user_id: state.upload.user_id } : command,
      ),
    ],
    [
      'X4: a refusal reveals nothing',
      'the refusal reveals what became of the media',
      (command, state) =>
        state.status === 'deleted'
          ? reject('media_deleted', 'The media was deleted.')
          : media.decide(command, state),
    ],
  ])('%s: %s', (name, _, decide) => caughtBy(name, property(decide)));
});
