// Old events in real storage: written with version 1, read and delivered in the current one (invariant S8), whether the
// log, the parking lot or a rebuild hands them out. Every path by itself is in upcasting.test.ts.
import { afterEach, expect, it } from 'vitest';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { runInDurableObject } from 'cloudflare:test';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { newId } from '#shared/mediahub/ids';
import fixture from '../../../shared/mediahub/events/fixtures/log-version-1.json' with { type: 'json' };
import { migrate } from '#shared/engine/runtime/migrate-object';
import { eventually } from '#shared/engine/testing/eventually';
import { env, request } from './env.ts';
import * as log from '#shared/engine/eventstore/log/store';
import { StreamRows } from '#shared/engine/eventstore/stream/rows';
import { STREAM_SCHEMA } from '#shared/engine/eventstore/stream/schema';
import { stateThen } from '../src/reading/time-travel.ts';

const created = (fixture as unknown as LoggedEvent[]).find((event) => event.event_type === 'AlbumCreated');
if (!created) throw new Error('the fixture holds an AlbumCreated');
const { user_id } = created.metadata;

/** Puts it into the storage of a stream of its own, as an old release did; the stream's alarm finds it in the outbox. */
async function stored(id: string): Promise<LoggedEvent> {
  const old = { ...created, id: crypto.randomUUID() } as LoggedEvent;
  await runInDurableObject(env.STREAM.getByName(id) as unknown as DurableObjectStub, (_, ctx) => {
    const write = { ...request(id, 'no_stream', old), aggregate_type: 'Album' as const };
    migrate(ctx.storage.sql, STREAM_SCHEMA);
    new StreamRows(ctx.storage.sql, CATALOGUE).insert(write, 1, old.created_at);
    return ctx.storage.setAlarm(Date.now());
  });
  return eventually(async () => (await log.read(CATALOGUE, env.DB, { aggregate_id: id, limit: 1 }))[0]);
}
/** The schema versions in which a consumer has taken it. */
const taken = (consumer: string, { id }: LoggedEvent) =>
  eventually(async () => {
    const found = (await env.CONTROL.applied(consumer)).filter((event) => event.id === id);
    return found.length > 0 ? found.map(({ schema_version }) => schema_version) : undefined;
  });
afterEach(async () => env.CONTROL.break('album', null));

it('an AlbumCreated of version 1 comes out as version 2 everywhere, and stays as it was written', async () => {
  const id = newId('media');
  const logged = await stored(id);
  expect(logged).toMatchObject({ schema_version: 2, data: { is_default: false } });
  const { events } = await env.STREAM.getByName(id).read(0, null);
  expect(events).toMatchObject([{ schema_version: 2, data: { name: 'All Media', is_default: false } }]);
  const row = await env.DB.prepare('SELECT schema_version, data FROM events WHERE aggregate_id = ?1')
    .bind(id)
    .first();
  expect(row).toEqual({ schema_version: 1, data: JSON.stringify(created.data) });
  const then = await stateThen(env, { user_id, operator: false }, id, { version: 1 });
  expect(then).toMatchObject({ state: { name: 'All Media', is_default: false }, event: { schema_version: 2 } });
  for (const consumer of ['media', 'album', 'saga']) expect(await taken(consumer, logged)).toEqual([2]);
});

it('one that was parked is shown and delivered as version 2', async () => {
  const id = newId('media');
  await env.CONTROL.break('album', id);
  const { position, ...event } = await stored(id);
  const album = () => env.SUBSCRIPTION.getByName('album');
  const parked = await eventually(async () =>
    (await album().parked('album', 200)).find((parked) => parked.position === position),
  );
  expect(parked.event).toMatchObject({ schema_version: 2, data: { is_default: false } });
  await env.CONTROL.break('album', null);
  await eventually(async () => (await album().retryParked('album', position)).failed === null || undefined);
  expect(await taken('album', { ...event, position })).toEqual([2]);
});

it('a rebuild is given version 2', async () => {
  const event = await stored(newId('media'));
  await taken('media', event);
  const rebuild = () => env.REBUILD.getByName('media');
  await rebuild().start('media');
  await eventually(async () => (await rebuild().status())?.state === 'completed' || undefined);
  expect(await taken('media', event)).toEqual([2]);
});
