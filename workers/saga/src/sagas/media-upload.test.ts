// Every ending of the upload, in virtual time: which commands go out, in which order, and the status of each step.
import { describe, expect, it } from 'vitest';
import { given } from '#shared/engine/testing/saga/given';
import { eventOf } from '#shared/engine/testing/saga/simulate';
import { mediaUpload, mediaUpload1 } from './media-upload.ts';

const uploading = given(mediaUpload);
const uploadingBefore = given(mediaUpload1);
const silent = ['lost', 'lost_after_effect', 'silent'] as const;
const deleted = { type: 'event', event: eventOf('MediaDeleted') } as const;
const times = <T>(n: number, what: T): T[] => Array.from({ length: n }, () => what);
/** The album was asked as often as it may be: it and the upload are undone, newest first. */
const thenTurnsRound = (upload: ReturnType<typeof uploading.when>) =>
  upload
    .thenEnds('failed')
    .thenSends(
      'do process',
      ...times(5, 'do add_to_default_album'),
      'undo add_to_default_album',
      'undo upload',
      'do tell_user',
    )
    .thenSteps({ process: 'compensated', upload: 'compensated' });

describe('the upload saga', () => {
  it('goes forward step by step and completes', () => {
    uploading.when().thenEnds('completed').thenSends('do process', 'do add_to_default_album', 'do notify');
  });

  it('undoes the upload and tells the user when processing fails', () => {
    const { state } = uploading
      .when({ 'do process': 'fail' })
      .thenEnds('failed')
      .thenSends('do process', 'undo upload', 'do tell_user')
      .thenSteps({
        upload: 'compensated',
        process: 'failed',
        add_to_default_album: 'skipped',
        notify: 'skipped',
        tell_user: 'completed',
      });
    expect(state.failure).toEqual({ step: 'process', code: 'broken', reason: 'it is broken' });
  });

  it('undoes the upload when the album says again and again that it is broken, newest first', () => {
    const { state } = thenTurnsRound(uploading.when({ 'do add_to_default_album': 'broken' }));
    expect(state.failure).toEqual({
      step: 'add_to_default_album',
      code: 'no_answer',
      reason: 'it is out of order',
    });
  });

  it.each(silent.flatMap((answer) => [['process', answer] as const, ['add_to_default_album', answer] as const]))(
    'waits for a person when %s was %s for half an hour, undoes nothing, and goes on when it is back',
    (step, answer) => {
      const parked = uploading.when({ [`do ${step}`]: answer }).thenParksAt(`do ${step}`);
      expect(parked.state.failure).toBeNull();
      expect(parked.state.steps.every(({ status }) => status !== 'compensated')).toBe(true);
      const minutes = parked.state.updated_at / 60_000;
      expect(minutes).toBeGreaterThan(25);
      expect(minutes).toBeLessThan(120);
      parked.whenRepaired({ type: 'resume' }).thenEnds('completed');
      // Again so long: a person has it asked as often as the first time.
      parked.whenRepaired({ type: 'resume' }, { [`do ${step}`]: times(100, answer) }).thenEnds('completed');
    },
  );

  it('is undone by nothing but the event that processing failed, however often its participant is broken', () => {
    uploading.when({ 'do process': 'broken' }).thenParksAt('do process');
    uploading.when({ 'do process': times(50, 'broken') }).thenEnds('completed');
    uploading.when({ 'do process': [...times(20, 'broken' as const), 'fail'] }).thenEnds('failed');
  });

  it('counts what the album says apart from its silence', () => {
    const outage = [...times(4, 'broken' as const), ...times(60, 'lost' as const)];
    uploading.when({ 'do add_to_default_album': outage }).thenEnds('completed');
    uploading.when({ 'do add_to_default_album': [...outage, 'broken'] }).thenEnds('failed');
  });

  it('that was begun by an older release ends as it would have: its first version took silence for a no', () => {
    thenTurnsRound(uploadingBefore.when({ 'do add_to_default_album': 'lost_after_effect' }));
  });

  it('does not undo an album step that was definitely refused', () => {
    uploading
      .when({ 'do add_to_default_album': 'reject' })
      .thenEnds('failed')
      .thenSends('do process', 'do add_to_default_album', 'undo upload', 'do tell_user');
  });

  it('undoes an album step that was refused after a try whose answer was lost', () => {
    uploading
      .when({ 'do add_to_default_album': ['lost_after_effect', 'reject'] })
      .thenEnds('failed')
      .thenSteps({ add_to_default_album: 'compensated' });
  });

  it('ends cancelled, without a notification, when the media is deleted before the pivot', () => {
    uploading
      .when({ 'do process': 'already', 'undo upload': 'already' }, { during: 0, by: deleted })
      .thenEnds('cancelled')
      .thenSends('do process', 'undo upload');
  });

  it('ends cancelled without undoing anything when the media is deleted past the pivot', () => {
    uploading
      .when({}, { during: 2, by: deleted })
      .thenEnds('cancelled')
      .thenSends('do process', 'do add_to_default_album', 'do notify');
  });

  it('takes a busy answer neither as an attempt nor as a failure, however many come', () => {
    const { state } = uploading.when({ 'do process': times(200, 'busy') }).thenEnds('completed');
    expect(state.steps.find((step) => step.name === 'process')?.attempts).toBe(1);
  });

  it('asks again when the event of an accepted command does not come', () => {
    uploading
      .when({ 'do notify': ['silent', 'already'] })
      .thenEnds('completed')
      .thenSends('do process', 'do add_to_default_album', 'do notify', 'do notify');
  });

  it.each([
    ['do process', { 'do process': 'lost' }, [200, 30_000]],
    ['do add_to_default_album', { 'do add_to_default_album': 'lost' }, [200, 30_000]],
    ['do add_to_default_album', { 'do add_to_default_album': 'broken' }, [200, 3_200]],
    ['do notify', { 'do notify': 'lost' }, [500, 30_000]],
    ['do notify', { 'do notify': 'silent' }, [500, 30_000]],
    [
      'undo add_to_default_album',
      { 'do add_to_default_album': ['lost', 'reject'], 'undo add_to_default_album': 'lost' },
      [200, 3_200],
    ],
    ['undo upload', { 'do process': 'fail', 'undo upload': 'lost' }, [500, 30_000]],
    ['do tell_user', { 'do process': 'fail', 'do tell_user': 'lost' }, [500, 30_000]],
    ['do process', { 'do process': 'busy' }, [100, 200]],
  ] as const)('waits before it asks `%s` again, when it meets %o, between %o ms', (command, script, between) => {
    uploading.when(script).thenWaits(command, { between });
  });

  it('is not cancelled by the deletion of what another saga is about', () => {
    const foreign = { ...deleted.event, metadata: { ...deleted.event.metadata, saga_id: 'saga-2' } };
    uploading.when({}, { during: 0, by: { type: 'event', event: foreign } }).thenEnds('completed');
  });

  it.each(['completed', 'failed'] as const)('stays %s when the media is deleted afterwards', (end) => {
    uploading
      .when(end === 'failed' ? { 'do process': 'fail' } : {})
      .thenEnds(end)
      .whenHears(deleted)
      .thenEnds(end)
      .thenSends();
  });

  it('parks a notification that cannot be sent, and goes on from there when it is resumed', () => {
    uploading
      .when({ 'do notify': 'lost' })
      .thenParksAt('do notify')
      .whenRepaired({ type: 'resume' })
      .thenEnds('completed')
      .thenSends('do notify');
  });

  it('parks a compensation that fails and keeps the ones behind it', () => {
    const parked = uploading
      .when({ 'do add_to_default_album': ['lost', 'reject'], 'undo add_to_default_album': 'lost' })
      .thenParksAt('undo add_to_default_album');
    parked
      .whenRepaired({ type: 'skip', reason: 'it was not there' })
      .thenEnds('failed')
      .thenSends('undo upload', 'do tell_user');
    parked
      .whenRepaired({ type: 'resume' })
      .thenEnds('failed')
      .thenSends('undo add_to_default_album', 'undo upload', 'do tell_user');
  });
});
