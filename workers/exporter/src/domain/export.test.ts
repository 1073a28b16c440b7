// The rules of an export: each step once and in order, and nothing revives what was discarded.
import { describe, expect, it } from 'vitest';
import type { ExportEvent } from '#shared/mediahub/events/export';
import { given } from '#shared/engine/testing/given';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { fold } from '#shared/engine/command/decider';
import { exportDecider } from './export.ts';

const exporting = given(exportDecider);
const data = { user_id: 'user-1', album_id: 'album-1', album_name: 'Kyoto' };
const settled = { total: 1, bytes: 10 };
const files = [{ media_id: 'media-1', name: 'cat.jpg', size: 10 }];
const expires_at = '2026-01-02T00:00:00.000Z';

const requested: ExportEvent = { event_type: 'ExportRequested', data };
const collected: ExportEvent = { event_type: 'ExportCollected', data: settled };
const written: ExportEvent = { event_type: 'ExportWritten', data: { size: 100 } };
const completed: ExportEvent = { event_type: 'ExportCompleted', data: { expires_at } };
const discarded: ExportEvent = { event_type: 'ExportDiscarded', data: { reason: 'no' } };
const expired: ExportEvent = { event_type: 'ExportExpired', data: {} };

describe('an export', () => {
  it('goes from step to step', () => {
    exporting()
      .when({ type: 'request', ...data })
      .then(requested);
    exporting(requested)
      .when({ type: 'collect', ...settled })
      .then(collected);
    exporting(requested, collected).when({ type: 'written', size: 100 }).then(written);
    exporting(requested, collected, written).when({ type: 'complete', expires_at }).then(completed);
    exporting(requested, collected, written, completed).when({ type: 'expire' }).then(expired);
  });

  it('takes each step once', () => {
    exporting(requested, collected)
      .when({ type: 'collect', ...settled })
      .thenNothingHappened();
    exporting(requested, collected, written, completed).when({ type: 'written', size: 1 }).thenNothingHappened();
  });

  it('is completed only when it is written', () => {
    exporting(requested, collected).when({ type: 'complete', expires_at }).thenRejected('export_not_ready');
  });

  it('refuses or ignores every command after it was discarded, and is discarded once', () => {
    const gone = exporting(requested, collected, discarded);
    gone.when({ type: 'written', size: 1 }).thenRejected('export_discarded');
    gone.when({ type: 'discard', reason: 'again' }).thenNothingHappened();
    gone.when({ type: 'progress', done: 1 }).thenNothingHappened();
  });

  it('leaves a tombstone where nothing has come yet', () => {
    exporting(requested).when({ type: 'discard', reason: 'no' }).then(discarded);
  });
});

it('an export that version 1 has settled goes on with the list in its event', () => {
  const [old] = [
    { aggregate_id: 'export-1', event_type: 'ExportCollected', schema_version: 1, data: { files } },
  ].map((event) => CATALOGUE.upcast(event));
  expect(old).toMatchObject({ schema_version: 2, data: { total: 1, bytes: 10, files } });
  const state = fold(exportDecider, [requested, old as unknown as ExportEvent]);
  expect(state).toMatchObject({ status: 'collected', total: 1, files });
});
