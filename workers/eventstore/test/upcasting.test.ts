// Whichever way an event comes out of the store, it comes in the current version of its schema (invariant S8). A snapshot is
// no such way: it is of the folded state, and its format's `version` is raised with what the events fold to.
import { afterEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import type { LoggedEvent, StreamEvent } from '#shared/engine/event/envelope';
import fixture from '../../../shared/mediahub/events/fixtures/log-version-1.json' with { type: 'json' };
import { REFERENCE } from '#shared/mediahub/subscriptions';
import type { Catalogue } from '#shared/engine/event/catalogue';
import { d1, durableSql } from '#shared/engine/testing/sqlite';
import { migrationsOf } from '#shared/mediahub/testing/migrations';
import type { DevelopmentEnv as Env } from '../src/routes/faults.ts';
import * as log from '#shared/engine/eventstore/log/store';
import { RecentEvents } from '#shared/engine/eventstore/log/RecentEvents';
import { eventsOfRow } from '#shared/engine/eventstore/rebuild/events-of-row';
import { StreamRows } from '#shared/engine/eventstore/stream/rows';
import { STREAM_SCHEMA } from '#shared/engine/eventstore/stream/schema';
import { PARKING_SCHEMA, ParkingLot } from '#shared/engine/eventstore/subscription/ParkingLot';
import { retryParked } from '#shared/engine/eventstore/subscription/retry-parked';
import { stateThen } from '../src/reading/time-travel.ts';

const { currentVersion, upcast } = CATALOGUE;
/** What reads, and may forget to bring events to the current version. */
let forgets = false;
afterEach(() => void (forgets = false));
const READER: Catalogue = { ...CATALOGUE, upcast: (event) => (forgets ? event : upcast(event)) };

/** In the order of the file: a new type may be put in anywhere. */
const written = (fixture as unknown as LoggedEvent[]).map((event, n) => ({ ...event, position: n + 1 }));
/** Every type in its first version and in its current one. */
const STORED: readonly LoggedEvent[] = [
  ...written,
  ...written.map((event) => ({
    ...upcast(event),
    id: `${event.id}-again`,
    aggregate_id: `${event.aggregate_id}-again`,
    position: event.position + written.length,
  })),
];
const CURRENT = STORED.map((event) => upcast(event));

const IDS = [...new Set(STORED.map((event) => event.aggregate_id))];
const streamOf = (id: string): StreamRows => {
  const rows = new StreamRows(durableSql(...STREAM_SCHEMA).sql, READER);
  for (const event of STORED)
    if (event.aggregate_id === id)
      rows.insert({ ...event, expected_version: 'any', events: [event] }, event.version, event.created_at);
  return rows;
};
const database = async (): Promise<D1Database> => {
  const db = d1(...migrationsOf('eventstore'));
  await db.batch([log.insert(db, STORED, ({ metadata }) => metadata.user_id, null)]);
  return db;
};
const parkingLot = (): ParkingLot => {
  const lot = new ParkingLot(durableSql(...PARKING_SCHEMA).sql, READER);
  for (const event of STORED) lot.park(event.id, event, 'a test', 1, event.created_at);
  return lot;
};
const tail = (): RecentEvents => {
  const tail = new RecentEvents(READER);
  tail.add(STORED);
  return tail;
};

const PATHS: Record<string, () => Promise<StreamEvent[]>> = {
  'a stream': async () => IDS.flatMap((id) => streamOf(id).after(0).items),
  'the log, also page by page for a rebuild': async () => log.read(READER, await database(), { limit: 1000 }),
  'the log by a condition of its own, as for the past and for certificates': async () =>
    eventsOfRow({ catalogue: READER, reference: REFERENCE }, await database(), [...IDS, 'media-1']),
  'what the log remembers and pokes with': async () => tail().after(0, 1000) ?? [],
  'the list of what is parked': async () =>
    parkingLot()
      .list('media', 1000, 1000)
      .map(({ event }) => event),
  'what is parked and tried again': async () => {
    const tried: LoggedEvent[] = [];
    const apply = async (event: LoggedEvent) => void tried.push(event);
    const lot = parkingLot();
    for (const { position } of STORED) await retryParked(lot, position, apply, async () => true);
    return tried;
  },
  'time travel': async () => {
    const streams = new Map(IDS.map((id) => [id, streamOf(id).after(0).items]));
    const read = async (id: string) => ({ version: streams.get(id)?.length, events: streams.get(id) });
    const env = { DB: await database(), STREAM: { getByName: (id: string) => ({ read: () => read(id) }) } };
    const operator = { user_id: 'user-1', operator: true };
    const then = ({ aggregate_id, version }: LoggedEvent) =>
      stateThen(env as unknown as Env, operator, aggregate_id, { version }, READER);
    return (await Promise.all(STORED.map(then))).flatMap(({ event }) => event ?? []);
  },
};

const summaryOf = (events: readonly StreamEvent[]) =>
  events
    .map(({ id, schema_version, data }) => ({ id, schema_version, data }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
const expectCurrent = async (read: () => Promise<StreamEvent[]>) =>
  expect(summaryOf(await read()), 'S8: in the current version').toEqual(summaryOf(CURRENT));

describe('every stored event comes out in the current version', () => {
  it('(of which there are all that were ever written)', () => {
    const versions = new Set(STORED.map(({ event_type, schema_version }) => `${event_type} ${schema_version}`));
    for (const { event_type } of written)
      for (let version = currentVersion(event_type); version > 0; version--)
        expect(versions).toContain(`${event_type} ${version}`);
  });

  it.each(Object.entries(PATHS))('by %s', (_, read) => expectCurrent(read));

  it.each(Object.entries(PATHS))('(or it is noticed, by %s)', async (_, read) => {
    forgets = true;
    await expect(expectCurrent(read)).rejects.toThrow('S8');
  });
});

it('what a stream hands to the log is as it was written', () => {
  const handed = IDS.flatMap((id) => streamOf(id).outbox(100));
  expect(summaryOf(handed)).toEqual(summaryOf(STORED));
});
