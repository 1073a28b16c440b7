// What a consumer says of a delivery that comes too late: enough to know which events took effect (invariants P3, X6).
import { expect, it } from 'vitest';
import { eventAt } from '#shared/engine/testing/log-of';
import { READ_MODEL_SCHEMA, readModelRows } from '../event/schemas.ts';
import { d1 } from '#shared/engine/testing/sqlite';
import { deliver } from './deliver.ts';
import type { Projection } from './projection.ts';

const projection: Projection = { name: 'list', tables: [], project: () => [] };

it('a delivery that is refused is answered with all that was skipped since it begins: the rest took effect', async () => {
  const db = d1(READ_MODEL_SCHEMA, readModelRows('list'));
  const delivered = (from: number, to: number, ...positions: number[]) =>
    deliver(db, projection, { from, to, events: positions.map(eventAt) });
  expect(await delivered(0, 3, 1, 3)).toEqual({ checkpoint: 3 });
  expect(await delivered(3, 4)).toEqual({ checkpoint: 4 });
  expect(await delivered(0, 2, 1, 2)).toMatchObject({ checkpoint: 4, skipped: [2, 4] });
  expect(await delivered(2, 4, 3, 4)).toMatchObject({ checkpoint: 4, skipped: [4] });
  expect(await delivered(9, 10, 10)).toMatchObject({ checkpoint: 4, skipped: [] });
  expect(await delivered(4, 4)).toEqual({ checkpoint: 4, event_id: null, unapplied: expect.any(Array) });
});

it.each([
  ['was begun', 'green_generation = 2', { rebuilds: true }],
  ['follows', 'green_generation = 2, following = 1', { rebuilds: true }],
  ['starts over', 'green_generation = 2, following = 2', { starts_over: 2 }],
])(
  'a consumer that is asked for its checkpoint says that another generation of its rows %s',
  async (_, set, said) => {
    const db = d1(READ_MODEL_SCHEMA, readModelRows('list'), `UPDATE projection_state SET ${set}`);
    expect(await deliver(db, projection, { from: 0, to: 0, events: [] })).toEqual({
      checkpoint: 0,
      event_id: null,
      unapplied: [],
      ...said,
    });
  },
);
