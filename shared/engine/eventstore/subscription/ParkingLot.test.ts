import { ANY_EVENTS } from '#shared/engine/testing/any-events';
import { expect, it } from 'vitest';
import { durableSql } from '#shared/engine/testing/sqlite';
import { PARKING_SCHEMA, ParkingLot } from './ParkingLot.ts';

const [first = '', ...later] = PARKING_SCHEMA;

it('an event that was parked before consumers wrote down what they skip is never taken for effective', () => {
  const { sql } = durableSql(first);
  const old = `INSERT INTO parked VALUES (3, 'thing-1', '{}', 'broken', 5, '2026-01-01T00:00:00.000Z')`;
  sql.exec(old);
  for (const script of later) sql.exec(script);
  const lot = new ParkingLot(sql, ANY_EVENTS);
  lot.tookEffect(0, 9, []);
  expect(lot.upTo('thing-1', 9)).toEqual([3]);
});
