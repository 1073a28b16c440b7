// Old events in real storage: written with version 1, read in the current one, by stream, log and subscription alike.
import { expect, it } from 'vitest';
import { runInDurableObject } from 'cloudflare:test';
import type { LoggedEvent } from '#shared/events/envelope';
import fixture from '../../../shared/events/fixtures/log-version-1.json' with { type: 'json' };
import { eventually } from '#shared/testing/eventually';
import { env, freshStream, request } from '../test/env.ts';
import * as log from './log/store.ts';
import { StreamRows } from './stream/rows.ts';

it('an AlbumCreated of version 1 comes out as version 2 everywhere, and stays as it was written', async () => {
  const created = (fixture as unknown as LoggedEvent[]).find((event) => event.event_type === 'AlbumCreated');
  if (!created) throw new Error('the fixture holds an AlbumCreated');
  const { id } = freshStream();
  const old = { ...created, id: crypto.randomUUID() };
  const stream = env.STREAM.getByName(id);
  await runInDurableObject(stream as unknown as DurableObjectStub, (_, ctx) => {
    const write = { ...request(id, 'no_stream', old), aggregate_type: 'Album' as const };
    new StreamRows(ctx.storage.sql).insert(write, 1, old.created_at);
    return ctx.storage.setAlarm(Date.now());
  });

  const { events } = await stream.read(0, null);
  expect(events).toMatchObject([{ schema_version: 2, data: { name: 'All Media', is_default: false } }]);
  const logged = await eventually(async () => {
    const found = await log.read(env.DB, { aggregate_id: id, limit: 1 });
    return found[0];
  });
  expect(logged).toMatchObject({ schema_version: 2, data: { is_default: false } });
  const row = await env.DB.prepare('SELECT schema_version, data FROM events WHERE aggregate_id = ?1').bind(id).first();
  expect(row).toEqual({ schema_version: 1, data: JSON.stringify(created.data) });
});
