// The renewal: as long as there are pages; a run that was stopped ends, a decoder that fails waits for a person.
import { describe, it } from 'vitest';
import { given } from '#shared/engine/testing/saga/given';
import { libraryRenewal } from './library-renewal.ts';

const renewing = given(libraryRenewal);

describe('the renewal saga', () => {
  it('is complete with the last page, and tries patiently until then', () => {
    renewing.when().thenEnds('completed').thenSends('do renew');
    renewing.when({ 'do renew': ['busy', 'busy', 'busy'] }).thenEnds('completed');
    renewing.when({ 'do renew': 'lost' }).thenWaits('do renew', { between: [500, 30_000] });
  });

  it('waits for a person when its pages cannot be had, and goes on from there', () => {
    renewing
      .when({ 'do renew': 'lost' })
      .thenParksAt('do renew')
      .whenRepaired({ type: 'resume' })
      .thenEnds('completed');
  });
});
