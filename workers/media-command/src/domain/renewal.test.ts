// The renewal of a library: one run at a time, which can be stopped and goes on where it was.
import { describe, it } from 'vitest';
import { given } from '#shared/engine/testing/given';
import type { RenewalEvent } from '#shared/mediahub/events/renewal';
import { renewal } from './renewal.ts';

const renewing = given(renewal);
const requested = (run: string, after: string | null = null): RenewalEvent => ({
  event_type: 'RenewalRequested',
  data: { run, recipe: 2, after },
});
const advanced: RenewalEvent = {
  event_type: 'RenewalAdvanced',
  data: { after: 'media-5', seen: 5, renewed: 3 },
};
const stopped: RenewalEvent = { event_type: 'RenewalStopped', data: {} };
const completed: RenewalEvent = { event_type: 'RenewalCompleted', data: { seen: 5, renewed: 3 } };
const page = { after: 'media-9', seen: 4, renewed: 1 };

describe('a renewal', () => {
  it('begins with the first media, and only once while it runs', () => {
    renewing().when({ type: 'start', run: 'a', recipe: 2 }).then(requested('a'));
    renewing(requested('a')).when({ type: 'start', run: 'b', recipe: 2 }).thenNothingHappened();
  });

  it('adds up what its pages find', () => {
    const after: RenewalEvent = { event_type: 'RenewalAdvanced', data: { after: 'media-9', seen: 9, renewed: 4 } };
    renewing(requested('a'), advanced).when({ type: 'advance', run: 'a', page }).then(after);
    renewing(requested('a'), advanced)
      .when({ type: 'complete', run: 'a', page: { after: null, seen: 0, renewed: 0 } })
      .then(completed);
  });

  it('that was stopped goes on where it was; one that is complete begins anew', () => {
    renewing(requested('a'), advanced, stopped)
      .when({ type: 'start', run: 'b', recipe: 2 })
      .then(requested('b', 'media-5'));
    renewing(requested('a'), advanced, completed)
      .when({ type: 'start', run: 'b', recipe: 2 })
      .then(requested('b'));
  });

  it('refuses a page of a run that was stopped, also when another one runs by now', () => {
    renewing(requested('a'), stopped).when({ type: 'advance', run: 'a', page }).thenRejected('renewal_stopped');
    renewing(requested('a'), advanced, stopped, requested('b', 'media-5'))
      .when({ type: 'complete', run: 'a', page })
      .thenRejected('renewal_stopped');
  });

  it('is complete once, and stopped only while it runs', () => {
    renewing(requested('a'), completed).when({ type: 'complete', run: 'a', page }).thenNothingHappened();
    renewing(requested('a'), completed).when({ type: 'stop' }).thenNothingHappened();
    renewing(requested('a')).when({ type: 'stop' }).then(stopped);
  });
});
