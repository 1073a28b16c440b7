// The engine against any behaviour of its participants (invariants G2-G6, G9, G10), and the four endings of the upload.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mediaDeletion } from '../sagas/media-deletion.ts';
import { mediaUpload } from '../sagas/media-upload.ts';
import { begin } from './moves.ts';
import { react } from './react.ts';
import { simulate, START, type Answer } from './simulate.ts';
import type { Happening, Input } from './state.ts';

const statuses = (steps: readonly { name: string; status: string }[]) =>
  Object.fromEntries(steps.map(({ name, status }) => [name, status]));

const deleted: Happening = {
  type: 'event',
  event: { ...START, id: 'deleted', event_type: 'MediaDeleted' },
};

describe('the upload saga', () => {
  it('goes forward step by step and completes', () => {
    const { state, sent } = simulate(mediaUpload, () => 'ok');
    expect(state.status).toBe('completed');
    expect(sent).toEqual(['do process', 'do add_to_default_album', 'do notify']);
  });

  it('undoes the upload and tells the user when processing fails', () => {
    const { state, sent } = simulate(mediaUpload, (c) => (c === 'do process' ? 'fail' : 'ok'));
    expect(state).toMatchObject({
      status: 'failed',
      failure: { step: 'process', code: 'broken', reason: 'it is broken' },
    });
    expect(sent).toEqual(['do process', 'undo upload', 'do tell_user']);
    expect(statuses(state.steps)).toEqual({
      upload: 'compensated',
      process: 'failed',
      add_to_default_album: 'skipped',
      notify: 'skipped',
      tell_user: 'completed',
    });
  });

  it('compensates a pivot of unknown outcome too, newest first, once its budget is spent', () => {
    const { state, sent } = simulate(mediaUpload, (c) =>
      c === 'do add_to_default_album' ? 'lost_after_effect' : 'ok',
    );
    expect(state.status).toBe('failed');
    expect(sent.filter((c) => c === 'do add_to_default_album')).toHaveLength(5);
    expect(sent.slice(-3)).toEqual(['undo add_to_default_album', 'undo upload', 'do tell_user']);
    expect(statuses(state.steps)).toMatchObject({ process: 'compensated', upload: 'compensated' });
  });

  it('does not undo an album step that was definitely refused', () => {
    const { sent } = simulate(mediaUpload, (c) => (c === 'do add_to_default_album' ? 'reject' : 'ok'));
    expect(sent).not.toContain('undo add_to_default_album');
  });

  it('undoes an album step that was refused after a try whose answer was lost', () => {
    const { state, effects } = simulate(mediaUpload, (c, n) =>
      c !== 'do add_to_default_album' ? 'ok' : n === 0 ? 'lost_after_effect' : 'reject',
    );
    expect(state.status).toBe('failed');
    expect(effects.has('add_to_default_album')).toBe(false);
  });

  it('ends cancelled and tells nobody when the media is deleted before the pivot', () => {
    const { state, sent } = simulate(mediaUpload, () => 'already', (n) => (n === 0 ? deleted : null));
    expect(state.status).toBe('cancelled');
    expect(sent).toEqual(['do process', 'undo upload']);
  });

  it('ends cancelled without undoing anything when the media is deleted past the pivot', () => {
    const { state, sent } = simulate(mediaUpload, () => 'ok', (n) => (n === 2 ? deleted : null));
    expect(state.status).toBe('cancelled');
    expect(sent).toEqual(['do process', 'do add_to_default_album', 'do notify']);
  });

  it('takes a busy answer neither as an attempt nor as a failure, however many come', () => {
    const { state } = simulate(mediaUpload, (c, n) => (c === 'do process' && n < 200 ? 'busy' : 'ok'));
    expect(state.status).toBe('completed');
    expect(state.steps.find((s) => s.name === 'process')?.attempts).toBe(1);
  });

  it('asks again when the event of an accepted command does not come', () => {
    const { state, sent } = simulate(mediaUpload, (c, n) => (c === 'do notify' && n === 0 ? 'silent' : 'already'));
    expect(state.status).toBe('completed');
    expect(sent.filter((c) => c === 'do notify')).toHaveLength(2);
  });

  it('parks a notification that cannot be sent, and goes on from there when resumed', () => {
    const { state } = simulate(mediaUpload, (c) => (c === 'do notify' ? 'lost' : 'ok'));
    expect(state).toMatchObject({ status: 'parked', parked: { step: 3, direction: 'do' } });
    const resumed = react(mediaUpload, state, { type: 'resume', at: 1e9, random: 0 });
    expect(resumed).toMatchObject({ status: 'running', current: { step: 3, phase: 'asking' } });
  });

  it('parks a compensation that fails and keeps the ones behind it', () => {
    const { state } = simulate(mediaUpload, (c) =>
      c.endsWith('add_to_default_album') ? 'lost' : 'ok',
    );
    expect(state).toMatchObject({ status: 'parked', parked: { step: 2, direction: 'undo' } });
    const skipped = react(mediaUpload, state, { type: 'skip', reason: 'not there', at: 1e9, random: 0 });
    expect(skipped).toMatchObject({ status: 'compensating', current: { step: 0, direction: 'undo' } });
  });
});

const answer = fc.constantFrom<Answer>(
  'ok', 'already', 'busy', 'lost', 'lost_after_effect', 'silent', 'reject', 'fail',
);
/** A participant that misbehaves for a while and then heals: every script ends in 'ok'. */
const script = fc.array(answer, { maxLength: 40 });
const cancelAt = fc.option(fc.nat(10), { nil: -1 });

describe('any saga, whatever its participants answer', () => {
  const runs = fc.record({ script, cancelAt, definition: fc.constantFrom(mediaUpload, mediaDeletion) });

  it('ends completed, failed, cancelled or parked, and says which', () => {
    fc.assert(
      fc.property(runs, ({ script, cancelAt, definition }) => {
        let n = 0;
        const { state, inputs } = simulate(
          definition,
          () => script[n++] ?? 'ok',
          (sent) => (sent === cancelAt ? deleted : null),
        );
        expect(inputs.length).toBeLessThan(1_000);
        expect(['completed', 'failed', 'cancelled', 'parked']).toContain(state.status);
        expect(state.ended_at === null).toBe(state.status === 'parked');
      }),
      { numRuns: 500 },
    );
  });

  it('leaves all forward effects or none that can be undone, and never undoes past the pivot', () => {
    fc.assert(
      fc.property(script, cancelAt, (script, cancelAt) => {
        let n = 0;
        const { state, effects, sent } = simulate(
          mediaUpload,
          () => script[n++] ?? 'ok',
          (at) => (at === cancelAt ? deleted : null),
        );
        if (state.status === 'completed')
          expect([...effects].toSorted()).toEqual(['add_to_default_album', 'notify', 'process']);
        if (state.status === 'failed') {
          expect(effects.has('add_to_default_album')).toBe(false);
          expect(statuses(state.steps)['upload']).toBe('compensated');
        }
        const pivotDone = state.steps[2]?.status === 'completed';
        if (pivotDone) expect(sent.some((command) => command.startsWith('undo'))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('decides the same when its inputs are replayed, also with every input twice', () => {
    fc.assert(
      fc.property(script, cancelAt, (script, cancelAt) => {
        let n = 0;
        const { state, inputs } = simulate(
          mediaUpload,
          () => script[n++] ?? 'ok',
          (at) => (at === cancelAt ? deleted : null),
        );
        const start = begin(mediaUpload, 'saga-1', START, 0);
        expect(inputs.reduce((s, input) => react(mediaUpload, s, input), start)).toEqual(state);
        // Timers may fire twice without effect; events are told apart by the journal, replies by the phase.
        const twice = inputs.flatMap((input): Input[] => (input.type === 'due' ? [input, input] : [input]));
        expect(twice.reduce((s, input) => react(mediaUpload, s, input), start)).toEqual(state);
      }),
      { numRuns: 300 },
    );
  });

  it('is not moved by a late answer once it has ended', () => {
    fc.assert(
      fc.property(script, (script) => {
        let n = 0;
        const { state, inputs } = simulate(mediaUpload, () => script[n++] ?? 'ok');
        if (state.ended_at === null) return;
        for (const input of inputs) expect(react(mediaUpload, state, input)).toBe(state);
      }),
    );
  });
});
