// Every ending of the export, in virtual time.
import { describe, it } from 'vitest';
import { given } from '#shared/engine/testing/saga/given';
import { albumExport } from './album-export.ts';

const exporting = given(albumExport, { album_name: 'Kyoto' });

describe('the export saga', () => {
  it('collects, writes, completes, and says that it is ready', () => {
    exporting.when().thenEnds('completed').thenSends('do collect', 'do write', 'do complete', 'do notify');
  });

  it('takes an exporter that is busy as long as it is', () => {
    exporting.when({ 'do write': ['busy', 'busy', 'busy', 'busy', 'busy', 'busy'] }).thenEnds('completed');
  });

  it('is patient with what can be undone, and stubborn with what has to be done', () => {
    for (const step of ['do collect', 'do write', 'do complete'])
      exporting.when({ [step]: 'lost' }).thenWaits(step, { between: [200, 3_200] });
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

  it('discards a ZIP that may have been written, with the request that it belongs to', () => {
    const lost = Array.from({ length: 5 }, () => 'do write');
    exporting
      .when({ 'do write': 'lost_after_effect' })
      .thenEnds('failed')
      .thenSends('do collect', ...lost, 'undo request', 'do tell_user')
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
