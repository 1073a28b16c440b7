// Definition versions: an open instance finishes by its own version, or waits, visibly, until that version is back.
import { describe, expect, it } from 'vitest';
import { eventOf, beginning, simulate } from '../../test/simulate.ts';
import { mediaUpload } from '../sagas/media-upload.ts';
import { react } from './react.ts';
import type { Happening, SagaState } from './state.ts';

const take = (state: SagaState, happening: Happening, definition: typeof mediaUpload | undefined = mediaUpload) =>
  react(definition, state, { ...happening, at: state.updated_at, random: 0.5 });
const gone: Happening = { type: 'definition_missing', reason: 'version 1 of media_upload is not there any more' };

describe('an instance whose version is not there any more', () => {
  const parked = take(beginning(mediaUpload), gone);

  it('is parked with the reason', () => {
    expect(parked).toMatchObject({
      status: 'parked',
      current: null,
      parked: { step: 1, direction: 'do', reason: 'version 1 of media_upload is not there any more' },
    });
  });

  it('is not moved by anything until it is back', () => {
    const inputs: Happening[] = [
      gone,
      { type: 'due' },
      { type: 'resume' },
      { type: 'skip', reason: 'no' },
      { type: 'event', event: eventOf('MediaProcessed', {}, 'process') },
    ];
    for (const input of inputs) expect(react(undefined, parked, { ...input, at: 1, random: 0 })).toBe(parked);
  });

  it('goes on where it stopped once it is back, and cannot be skipped over what can still be undone', () => {
    expect(take(parked, { type: 'skip', reason: 'hurry' })).toBe(parked);
    const { state } = simulate(mediaUpload, { answer: () => 'ok', from: take(parked, { type: 'resume' }) });
    expect(state.status).toBe('completed');
  });

  it('undoes what was out when it vanished, should that be refused later', () => {
    const pivot = simulate(mediaUpload, { answer: () => 'ok', limit: 2 }).state;
    const back = take(take(pivot, gone), { type: 'resume' });
    const { sent } = simulate(mediaUpload, {
      answer: (command) => (command === 'do add_to_default_album' ? 'reject' : 'ok'),
      from: back,
    });
    expect(sent).toContain('undo add_to_default_album');
  });

  it('is undone when its subject goes while it waits', () => {
    const cancelled = take(parked, { type: 'event', event: eventOf('MediaDeleted') });
    expect(cancelled).toMatchObject({ ending: 'cancelled', current: { step: 0, direction: 'undo' } });
  });
});

it('two versions side by side: each instance goes the way that it was started on', () => {
  const shorter = {
    ...mediaUpload,
    version: 2,
    steps: mediaUpload.steps.filter((step) => step.name !== 'notify'),
  };
  expect(simulate(shorter, { answer: () => 'ok' }).sent).not.toContain('do notify');
  expect(simulate(mediaUpload, { answer: () => 'ok' }).sent).toContain('do notify');
});
