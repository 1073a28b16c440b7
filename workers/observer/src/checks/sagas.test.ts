// Which sagas make no progress: not those that wait for a person, or for a timer that will ring.
import { expect, it } from 'vitest';
import { logOf } from '#shared/mediahub/testing/log-of';
import { contextOf, NOW, shownBy, type Shown } from '../../test/consistent-system.ts';
import { upload } from '../../test/upload.ts';
import { runToEnd } from '../metered.ts';
import { sagasMove } from './sagas.ts';

const LOG = logOf(['media-1', 'MediaUploaded', upload]);
const from = (minutes: number): string => new Date(NOW + minutes * 60_000).toISOString();
const waiting = { ...shownBy(LOG).sagas[0], updated_at: from(-9), steps: [] };
const saga = (id: string, status: string): Shown['sagas'][number] =>
  ({ ...waiting, id, status }) as Shown['sagas'][number];

async function stuck(sagas: Shown['sagas']): Promise<string[]> {
  const found = sagasMove.find(contextOf(LOG, { ...shownBy(LOG), sagas }));
  if (!('next' in found)) throw new Error('it asks no one');
  return (await runToEnd(found)).broken.map(({ text }) => text.replace(/ .*/, ''));
}

it('no number of sagas that wait for a person hides one that makes no progress', async () => {
  const parked = Array.from({ length: 8 }, (_, n) => saga(`saga-${n}`, 'parked'));
  expect(await stuck([...parked, saga('saga-still', 'running')])).toEqual(['saga-still']);
});

it.each<[what: string, minutes: number, broken: string[]]>([
  ['rings soon', 1, []],
  ['rings when a busy participant has asked for its longest wait', 10, []],
  ['has just rung', -1, []],
  ['has rung long ago', -6, ['saga-1']],
  ['was set by a clock that was ahead', 365 * 24 * 60, ['saga-1']],
])('a saga that has not moved for long, and whose timer %s', async (_, minutes, broken) => {
  const steps = [{ next_retry_at: null }, { next_retry_at: from(minutes) }];
  expect(await stuck([{ ...saga('saga-1', 'running'), steps }])).toEqual(broken);
});
