// Events that a newer version of the system has written, met by an older one after a step back: they wait, and are not read as
// what they are not (invariant S8).
import * as z from 'zod';
import { expect, it } from 'vitest';
import { accept, type Decider } from '../command/decider.ts';
import { handle } from '../command/handle-command.ts';
import { memoryEventStore } from '../testing/memory-event-store.ts';
import { ANY_EVENTS } from '../testing/any-events.ts';
import { defineCatalogue } from './catalogue.ts';

interface Priced {
  event_type: 'ThingPriced';
  data: { cents: number };
}

/** Version 2 has cents, version 1 had whole francs. */
const CATALOGUE = defineCatalogue({
  Thing: {
    events: { ThingPriced: z.strictObject({ cents: z.int() }) },
    upcasters: { ThingPriced: [({ data }) => ({ cents: 100 * (data as { francs: number }).francs })] },
  },
});
const decider: Decider<number, number, Priced> = {
  initialState: 0,
  decide: (cents) => accept({ event_type: 'ThingPriced', data: { cents } }),
  evolve: (_, { data }) => data.cents,
};
const metadata = (command_id: string) => ({ user_id: 'u', actor: 'u', command_id, correlation_id: 'c' });
const event = { id: 'event-1', event_type: 'ThingPriced', metadata: metadata('command-1') };

it.each([
  [1, 'read'],
  [2, 'read'],
  [3, 'refused'],
])('schema version %i is %s', async (schema_version, what) => {
  const read = () =>
    CATALOGUE.known(CATALOGUE.upcast({ aggregate_id: 'thing-1', ...event, schema_version, data: {} }));
  if (what === 'read') expect(read()).toMatchObject({ schema_version: 2 });
  else expect(read).toThrow('a newer version has written it');
});

it('no command is decided on an event whose fields mean something that is not known here', async () => {
  const store = memoryEventStore(ANY_EVENTS);
  const written = { ...event, schema_version: 3, data: { amount: 7, currency: 'JPY' } };
  await store.append({
    aggregate_id: 'thing-1',
    aggregate_type: 'Thing',
    expected_version: 'no_stream',
    events: [written],
  });
  const asked = handle({
    store,
    catalogue: CATALOGUE,
    decider,
    aggregate_type: 'Thing',
    aggregate_id: 'thing-1',
    command: 5,
    metadata: metadata('command-2'),
  });
  await expect(asked).rejects.toThrow('a newer version has written it');
  expect(store.log).toHaveLength(1);
});
