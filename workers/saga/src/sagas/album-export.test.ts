// Every ending of the export, in virtual time.
import { describe, expect, it } from 'vitest';
import { given } from '#shared/engine/testing/saga/given';
import { albumExport, albumExport1 } from './album-export.ts';

const exporting = given(albumExport, { album_name: 'Kyoto' });
const exportingBefore = given(albumExport1, { album_name: 'Kyoto' });
const STEPS = ['collect', 'write', 'complete'] as const;
const silent = ['lost', 'lost_after_effect', 'silent'] as const;
const times = <T>(n: number, what: T): T[] => Array.from({ length: n }, () => what);

describe('the export saga', () => {
  it('collects, writes, completes, and says that it is ready', () => {
    exporting.when().thenEnds('completed').thenSends('do collect', 'do write', 'do complete', 'do notify');
  });

  it('takes an exporter that is busy as long as it is', () => {
    exporting.when({ 'do write': ['busy', 'busy', 'busy', 'busy', 'busy', 'busy'] }).thenEnds('completed');
  });

  it('is patient with what can be undone, and stubborn with what has to be done', () => {
    for (const step of STEPS)
      exporting.when({ [`do ${step}`]: 'lost' }).thenWaits(`do ${step}`, { between: [200, 30_000] });
    exporting.when({ 'do notify': 'lost' }).thenWaits('do notify', { between: [500, 30_000] });
    for (const step of ['undo request', 'do tell_user'])
      exporting.when({ 'do collect': 'reject', [step]: 'lost' }).thenWaits(step, { between: [500, 30_000] });
  });

  it('discards everything and tells the user when an album cannot be packed', () => {
    exporting
      .when({ 'do collect': 'reject' })
      .thenEnds('failed')
      .thenSends('do collect', 'undo request', 'do tell_user')
      .thenSteps({ collect: 'failed', write: 'skipped', request: 'compensated' });
  });

  it.each(STEPS.flatMap((step) => silent.map((answer) => [step, answer] as const)))(
    'waits for a person when %s was %s for half an hour, discards nothing, and goes on when it is back',
    (step, answer) => {
      const parked = exporting.when({ [`do ${step}`]: answer }).thenParksAt(`do ${step}`);
      expect(parked.state.failure).toBeNull();
      expect(parked.state.updated_at / 60_000).toBeGreaterThan(25);
      parked.whenRepaired({ type: 'resume' }).thenEnds('completed');
      exporting.when({ [`do ${step}`]: times(100, answer) }).thenEnds('completed');
    },
  );

  it('discards a ZIP that may have been written, with the request that it belongs to', () => {
    exporting
      .when({ 'do write': [...times(20, 'lost_after_effect' as const), ...times(5, 'broken' as const)] })
      .thenEnds('failed')
      .thenSends('do collect', ...times(25, 'do write'), 'undo request', 'do tell_user')
      .thenSteps({ write: 'compensated', collect: 'compensated' });
  });

  it('ends an instance of version 1 by its own rules: five lost tries turn it round', () => {
    exportingBefore
      .when({ 'do write': 'lost_after_effect' })
      .thenEnds('failed')
      .thenSends('do collect', ...times(5, 'do write'), 'undo request', 'do tell_user')
      .thenSteps({ write: 'compensated', collect: 'compensated' });
  });

  it('never takes a download back that was announced: a notification that cannot be sent waits for a person', () => {
    exporting
      .when({ 'do notify': 'lost' })
      .thenParksAt('do notify')
      .whenRepaired({ type: 'resume' })
      .thenEnds('completed');
  });
});
