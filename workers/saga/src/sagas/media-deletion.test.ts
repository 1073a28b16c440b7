// The deletion has only forward: it completes, or it waits for a person at the step that does not work.
import { describe, it } from 'vitest';
import { given } from '#shared/engine/testing/saga/given';
import { mediaDeletion } from './media-deletion.ts';

describe('the deletion saga', () => {
  it('takes the media out of every album, then deletes its files', () => {
    given(mediaDeletion).when().thenEnds('completed').thenSends('do remove_from_albums', 'do purge_files');
  });

  it('has every step tried stubbornly', () => {
    for (const step of ['do remove_from_albums', 'do purge_files'])
      given(mediaDeletion)
        .when({ [step]: 'lost' })
        .thenWaits(step, { between: [500, 30_000] })
        .thenParksAt(step);
  });

  it('never turns round: what cannot be done is parked, and goes on when it is resumed', () => {
    given(mediaDeletion)
      .when({ 'do purge_files': 'reject' })
      .thenParksAt('do purge_files')
      .whenRepaired({ type: 'resume' })
      .thenEnds('completed')
      .thenSends('do purge_files');
  });
});
