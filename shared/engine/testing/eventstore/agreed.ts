// After a recovery streams, log and read model say the same, and no position was given twice (R2, R3).
import { expect } from 'vitest';
import { ordinalOf } from '../../event/epoch.ts';
import { read } from '../../eventstore/log/store.ts';
import type { StreamRows } from '../../eventstore/stream/rows.ts';
import { ANY_EVENTS } from '../any-events.ts';
import type { GivenPositions } from './given-positions.ts';

const SHOWN = `SELECT aggregate_id, event_id FROM rows WHERE generation =
  (SELECT active_generation FROM projection_state) ORDER BY aggregate_id, event_id`;

export async function assertAgreed(stores: {
  log: D1Database;
  model: D1Database;
  streams: ReadonlyMap<string, StreamRows>;
  given: GivenPositions;
}): Promise<void> {
  expect(stores.given.twice, 'R2: a position is given once').toEqual([]);
  const events = await read(ANY_EVENTS, stores.log, { limit: 1e6 });
  const { results: aside } = await stores.log
    .prepare('SELECT position FROM events_set_aside')
    .all<{ position: number }>();
  const given = [...events, ...aside].map(({ position }) => ordinalOf(position));
  const upTo = Math.max(0, ...events.map(({ position }) => ordinalOf(position)));
  expect(
    Array.from({ length: upTo }, (_, n) => n + 1).filter((ordinal) => !given.includes(ordinal)),
    'S5: positions are dense, but for what was set aside',
  ).toEqual([]);
  for (const [id, rows] of stores.streams)
    expect(
      events.filter(({ aggregate_id }) => aggregate_id === id).map((event) => event.id),
      `R3: the log of ${id} is its stream`,
    ).toEqual(rows.after(0).items.map((event) => event.id));
  const { results } = await stores.model.prepare(SHOWN).all<{ aggregate_id: string; event_id: string }>();
  const shown = results.map((row) => `${row.aggregate_id} ${row.event_id}`);
  const said = events.map(({ aggregate_id, id }) => `${aggregate_id} ${id}`).toSorted();
  expect(shown.toSorted(), 'R2: the read model shows what the log says').toEqual(said);
}
