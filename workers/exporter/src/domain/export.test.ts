// The rules of an export: each step once and in order, and nothing revives what was discarded.
import { describe, expect, it } from 'vitest';
import type { ExportEvent } from '#shared/mediahub/events/export';
import { given } from '#shared/engine/testing/given';
import { withUniqueNames } from './contents.ts';
import { exportDecider } from './export.ts';

const exporting = given(exportDecider);
const data = { user_id: 'user-1', album_id: 'album-1', album_name: 'Kyoto' };
const files = [{ media_id: 'media-1', name: 'cat.jpg', size: 10 }];
const expires_at = '2026-01-02T00:00:00.000Z';

const requested: ExportEvent = { event_type: 'ExportRequested', data };
const collected: ExportEvent = { event_type: 'ExportCollected', data: { files } };
const written: ExportEvent = { event_type: 'ExportWritten', data: { size: 100 } };
const completed: ExportEvent = { event_type: 'ExportCompleted', data: { expires_at } };
const discarded: ExportEvent = { event_type: 'ExportDiscarded', data: { reason: 'no' } };
const expired: ExportEvent = { event_type: 'ExportExpired', data: {} };

describe('an export', () => {
  it('goes from step to step', () => {
    exporting()
      .when({ type: 'request', ...data })
      .then(requested);
    exporting(requested).when({ type: 'collect', files }).then(collected);
    exporting(requested, collected).when({ type: 'written', size: 100 }).then(written);
    exporting(requested, collected, written).when({ type: 'complete', expires_at }).then(completed);
    exporting(requested, collected, written, completed).when({ type: 'expire' }).then(expired);
  });

  it('takes each step once', () => {
    exporting(requested, collected).when({ type: 'collect', files }).thenNothingHappened();
    exporting(requested, collected, written, completed).when({ type: 'written', size: 1 }).thenNothingHappened();
  });

  it('is completed only when it is written', () => {
    exporting(requested, collected).when({ type: 'complete', expires_at }).thenRejected('export_not_ready');
  });

  it('refuses whatever comes after it was discarded, and is discarded once', () => {
    const gone = exporting(requested, collected, discarded);
    gone.when({ type: 'written', size: 1 }).thenRejected('export_discarded');
    gone.when({ type: 'discard', reason: 'again' }).thenNothingHappened();
    gone.when({ type: 'progress', done: 1 }).thenNothingHappened();
  });

  it('leaves a tombstone where nothing has come yet', () => {
    exporting(requested).when({ type: 'discard', reason: 'no' }).then(discarded);
  });
});

it('names in a ZIP are told apart, whatever their case, and lead nowhere else', () => {
  const names = ['cat.jpg', 'CAT.jpg', 'cat.jpg', '../../etc/passwd', '.htaccess'];
  const unique = withUniqueNames(names.map((name) => ({ media_id: name, name, size: 1 })));
  expect(unique.map(({ name }) => name)).toEqual([
    'cat.jpg',
    'CAT (2).jpg',
    'cat (3).jpg',
    '__.._etc_passwd',
    '_htaccess',
  ]);
});
