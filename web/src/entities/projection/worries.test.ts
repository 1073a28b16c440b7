import { expect, it } from 'vitest';
import type { Health } from './projections.ts';
import { worriesOf } from './worries.ts';

const health = (services: Health['services']): Health => ({ status: 'ok', service: 'gateway', services });
const well = {
  health: health({ album: { status: 'ok' }, observer: { status: 'ok' } }),
  projections: [{ parked: 0, state: 'running' }],
  outbox: 0,
  parkedSagas: 0,
};

const room = { bytes: 1, limit_bytes: 1, events: 1, events_last_day: 1, full_on: null, full: false, low: false };

it('is well when nothing is broken, parked, stuck or retried', () => {
  expect(worriesOf(well)).toEqual([]);
});

it.each([
  ['a red board', { health: health({ observer: { status: 'degraded' } }) }, 'broken'],
  ['a Worker in need', { health: health({ album: { status: 'degraded' } }) }, 'worker'],
  ['a Worker that has not answered yet', { health: health({ observer: { status: 'busy' } }) }, 'busy'],
  ['a parked event', { projections: [{ parked: 1, state: 'running' }] }, 'parked'],
  ['a parked saga', { parkedSagas: 1 }, 'parked'],
  ['an outbox that holds events', { outbox: 2 }, 'outbox'],
  ['a delivery that is retried', { projections: [{ parked: 0, state: 'retrying' }] }, 'retrying'],
  [
    'a log without room',
    { health: health({ eventstore: { status: 'degraded', storage: { ...room, low: true } } }) },
    'room',
  ],
  [
    'a restore that is open',
    {
      health: health({ eventstore: { status: 'degraded', restore: { settled: false, diverged_streams: 0 } } }),
    },
    'restore',
  ],
])('is not well with %s', (_, change, worry) => {
  expect(worriesOf({ ...well, ...change })).toEqual([worry]);
});
