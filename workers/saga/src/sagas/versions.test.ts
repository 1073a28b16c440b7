// Definition versions: an open instance finishes by its own version, or waits, visibly, until that version is back.
import { describe, expect, it } from 'vitest';
import { given } from '#shared/engine/testing/saga/given';
import { eventOf } from '#shared/engine/testing/saga/simulate';
import { mediaUpload } from './media-upload.ts';
import type { Happening } from '#shared/engine/saga/state';

const uploading = given(mediaUpload);
const gone: Happening = { type: 'definition_missing', reason: 'version 1 of media_upload is not there any more' };

describe('an instance whose version is not there any more', () => {
  const parked = uploading.when({}, { during: 0, by: gone }).thenParksAt('do process');

  it('is parked with the reason', () => {
    expect(parked.state).toMatchObject({
      status: 'parked',
      current: null,
      parked: { step: 1, direction: 'do', reason: 'version 1 of media_upload is not there any more' },
    });
  });

  it('is not moved by anything until it is back', () => {
    parked.thenIgnoresWithoutItsVersion(
      gone,
      { type: 'due' },
      { type: 'resume' },
      { type: 'skip', reason: 'no' },
      { type: 'event', event: eventOf('MediaProcessed', {}, 'process') },
    );
  });

  it('goes on where it stopped once it is back, and cannot be skipped over what can still be undone', () => {
    const still = parked.whenRepaired({ type: 'skip', reason: 'hurry' });
    expect(still.state).toBe(parked.state);
    still.whenRepaired({ type: 'resume' }).thenEnds('completed');
  });

  it('undoes what was out when it vanished, should that be refused later', () => {
    uploading
      .when({}, { during: 1, by: gone })
      .thenParksAt('do add_to_default_album')
      .whenRepaired({ type: 'resume' }, { 'do add_to_default_album': 'reject' })
      .thenSends('do add_to_default_album', 'undo add_to_default_album', 'undo upload', 'do tell_user')
      .thenEnds('failed');
  });

  it('is undone when its subject goes while it waits', () => {
    parked
      .whenHears({ type: 'event', event: eventOf('MediaDeleted') })
      .thenSends('undo upload')
      .thenEnds('cancelled');
  });
});

it('two versions side by side: each instance goes the way that it was started on', () => {
  const shorter = {
    ...mediaUpload,
    version: 2,
    steps: mediaUpload.steps.filter((step) => step.name !== 'notify'),
  };
  given(shorter).when().thenSends('do process', 'do add_to_default_album').thenEnds('completed');
  uploading.when().thenSends('do process', 'do add_to_default_album', 'do notify').thenEnds('completed');
});
