import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventAt } from '#shared/engine/testing/log-of';
import { durableSql } from '#shared/engine/testing/sqlite';
import { PARKING_SCHEMA, ParkingLot } from './ParkingLot.ts';
import { MOST_AT_ONCE, retryParked } from './retry-parked.ts';

let lot: ParkingLot;
let applied: number[];
let checkpoint: number;
beforeEach(() => {
  lot = new ParkingLot(durableSql(...PARKING_SCHEMA).sql, ANY_EVENTS);
  applied = [];
  checkpoint = 1e6;
});

const park = (position: number, attempts: number, partition = 'thing-1') =>
  lot.park(
    partition,
    eventAt(position),
    attempts > 0 ? 'broken' : 'waits behind',
    attempts,
    '2026-01-01T00:00:00.000Z',
  );
const left = () => lot.list('things', 1e6, 1_000).map(({ position }) => position);

const tryAgain = (position: number, apply: (at: number) => void = () => undefined) =>
  retryParked(
    lot,
    position,
    async (event) => {
      apply(event.position);
      applied.push(event.position);
    },
    async (at) => at <= checkpoint,
  );

const broken = (bad: number) => (at: number) => {
  if (at === bad) throw new Error(`cannot take ${at}`);
};

describe('a parked event that is tried again', () => {
  it('comes after those before it in its partition, and then follows what only waits behind it', async () => {
    for (const position of [1, 2, 5, 7]) park(position, position === 1 ? 5 : 0);
    park(3, 0, 'thing-2');
    expect(await tryAgain(2)).toEqual({ delivered: 4, failed: null });
    expect([applied, left()]).toEqual([[1, 2, 5, 7], [3]]);
  });

  it('is followed by none if it fails itself', async () => {
    for (const position of [1, 2]) park(position, position === 1 ? 5 : 0);
    expect(await tryAgain(1, broken(1))).toEqual({ delivered: 0, failed: 'cannot take 1' });
    expect([applied, left()]).toEqual([[], [1, 2]]);
  });

  it('is followed up to the first that fails, and what waits behind that one goes on waiting', async () => {
    for (const position of [1, 2, 3, 4]) park(position, position === 1 ? 5 : 0);
    expect(await tryAgain(1, broken(3))).toEqual({ delivered: 2, failed: 'cannot take 3' });
    expect([applied, left()]).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(lot.list('things', 1e6, 1)[0]).toMatchObject({ attempts: 1, reason: 'cannot take 3' });
  });

  it('is not followed past one that failed by itself before: that is for a person to try', async () => {
    for (const position of [1, 2, 3]) park(position, position === 3 ? 0 : 5);
    expect(await tryAgain(1)).toEqual({ delivered: 1, failed: null });
    expect([applied, left()]).toEqual([[1], [2, 3]]);
    expect(await tryAgain(2)).toEqual({ delivered: 2, failed: null });
    expect(left()).toEqual([]);
  });

  it('is not followed by what the checkpoint has not passed, because that is delivered once more', async () => {
    for (const position of [1, 2, 3]) park(position, position === 1 ? 5 : 0);
    checkpoint = 2;
    expect(await tryAgain(1)).toEqual({ delivered: 2, failed: null });
    expect(left()).toEqual([3]);
  });

  it('is followed by what is parked behind it during the retry, up to a limit', async () => {
    park(1, 5);
    const next = MOST_AT_ONCE + 1;
    expect(await tryAgain(1, (at) => park(at + 1, 0))).toEqual({ delivered: MOST_AT_ONCE, failed: null, next });
    expect(left()).toEqual([next]);
    expect(await tryAgain(next)).toEqual({ delivered: 1, failed: null });
  });

  it('is skipped if it is no longer parked', async () => {
    park(2, 0);
    expect(await tryAgain(1)).toEqual({ delivered: 0, failed: null });
    expect(left()).toEqual([2]);
  });
});
