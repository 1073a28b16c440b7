// A saga is replayed from what was delivered to it, however long ago: in the current version of every event (invariant S8).
import { afterEach, expect, it, vi } from 'vitest';
import { upcast } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent } from '#shared/engine/envelope';
import fixture from '../../../../shared/mediahub/events/fixtures/log-version-1.json' with { type: 'json' };
import { durableSql } from '#shared/engine/testing/sqlite';
import { beginning } from '#shared/engine/testing/saga/simulate';
import { mediaUpload } from '../sagas/media-upload.ts';
import { Journal } from './Journal.ts';

const journal = vi.hoisted(() => ({ forgets: false }));
vi.mock(import('#shared/mediahub/events/catalogue'), async (original) => {
  const real = await original();
  return { ...real, upcast: (event) => (journal.forgets ? event : real.upcast(event)) };
});
afterEach(() => void (journal.forgets = false));

const written = fixture as unknown as LoggedEvent[];
const current = written.map(upcast);

/** Kept as they came, the first one as what started the saga, and read again. */
function expectCurrent(): void {
  const rows = new Journal(durableSql().sql);
  const state = beginning(mediaUpload);
  for (const [n, event] of written.entries())
    rows.record(n === 0 ? { type: 'started', event, at: n } : { type: 'event', event, at: n, random: 0 }, state);
  const read = rows.inputs().flatMap((input) => ('event' in input ? input.event : []));
  expect(read, 'S8: in the current version').toEqual(current);
}

it('the journal of a saga gives back every event in the current version', expectCurrent);

it('(or it is noticed)', () => {
  journal.forgets = true;
  expect(expectCurrent).toThrow('S8');
});
