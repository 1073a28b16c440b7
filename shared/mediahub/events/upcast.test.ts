// Every stored (type, schema version) can be brought to the current one (invariant S8), shown on a log that was written
// with version 1 of everything.
import { describe, expect, it } from 'vitest';
import { CATALOGUE } from './catalogue.ts';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import fixture from './fixtures/log-version-1.json' with { type: 'json' };
import { upcastWith, type Upcasters } from '#shared/engine/event/upcast';

const { invalid, upcast } = CATALOGUE;
const log = fixture as unknown as LoggedEvent[];

describe('a log written with version 1 of every event', () => {
  it('holds every type of the catalogue', () => {
    expect(new Set(log.map((event) => event.event_type))).toEqual(new Set(CATALOGUE.types.keys()));
  });

  it.each(log.map((event) => [event.event_type, event] as const))(
    '%s fits the current schema once upcast',
    (_, event) => {
      const { aggregate_type, event_type, schema_version } = event;
      const promise = `S8: ${event_type} of version ${schema_version} fits the current schema once it is upcast`;
      expect(invalid(aggregate_type, upcast(event)), promise).toBeNull();
    },
  );

  it('tells default albums from others, although version 1 of AlbumCreated did not say', () => {
    const created = log.map((event) => upcast(event)).filter((event) => event.event_type === 'AlbumCreated');
    const promise = 'S8: what version 1 of AlbumCreated says by its id, version 2 says in a field';
    expect(
      created.map(({ schema_version, data }) => [schema_version, data]),
      promise,
    ).toEqual([
      [2, { user_id: created[0]?.metadata.user_id, name: 'All Media', description: '', is_default: true }],
      [2, { user_id: created[0]?.metadata.user_id, name: 'Kyoto 京都', description: 'spring', is_default: false }],
    ]);
  });

  it('is not changed by upcasting a second time', () => {
    expect(log.map((event) => upcast(event)).map((event) => upcast(event))).toEqual(
      log.map((event) => upcast(event)),
    );
  });
});

describe('upcastWith', () => {
  const upcasters: Upcasters = {
    Counted: [({ data }) => ({ ...data, two: true }), ({ data }) => ({ ...data, three: true })],
  };
  const event = (schema_version: number) => ({
    aggregate_id: 'a',
    event_type: 'Counted',
    schema_version,
    data: {},
  });

  it.each([
    [1, { two: true, three: true }],
    [2, { three: true }],
    [3, {}],
  ])('goes through every version after %i, in order', (from, data) => {
    expect(upcastWith(upcasters, event(from))).toEqual({ ...event(3), data });
  });
});
