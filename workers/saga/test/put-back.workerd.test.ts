// A coordinator's object that was put back to an earlier day, alone, or that sleeps by a clock that was ahead: it goes on, what
// it lacks waits, and nothing of it is lost in silence (R3, R7).
import { abortAllDurableObjects, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { findSaga } from '#shared/engine/saga/monitor/query';
import { sagaConsumer } from '#shared/engine/saga/SagaConsumer';
import { wakeLate } from '#shared/engine/saga/wake-late';
import { eventually } from '#shared/engine/testing/eventually';
import { DEPENDENCIES } from '../src/composition.ts';
import { newestOf } from '../src/sagas/registry.ts';
import { env, freshUpload } from './env.ts';

const deliver = async (...events: LoggedEvent[]) =>
  sagaConsumer(DEPENDENCIES, env).deliver({ from: 0, to: 1, events });

const called = (id: string, ...methods: string[]) =>
  eventually(async () => ((await env.CONTROL.calls(id)).length >= methods.length ? true : undefined));

const shown = (id: string, status: string) =>
  eventually(async () => {
    const view = await findSaga(env.DB, id, undefined);
    return view?.status === status ? view : undefined;
  });

const object = (id: string) => env.COORDINATOR.getByName(id) as unknown as DurableObjectStub;

describe('a coordinator that was put back alone', () => {
  const METHODS = newestOf('media_upload').steps.flatMap(({ ask }) => ask?.command.replace(/^\w+\./u, '') ?? []);

  it('goes on by asking again, and is shown, although a later revision had been seen', async () => {
    const { id, uploaded, event } = freshUpload();
    await deliver(uploaded);
    await called(id, 'process');
    const earlier = await runInDurableObject(
      object(id),
      (_, { storage }) => storage.sql.exec<{ state: string }>('SELECT state FROM instance').one().state,
    );
    await deliver(event('MediaProcessed', 'process'));
    await called(id, 'process', 'addToDefaultAlbum');
    // Shown beside its commands, and on a busy machine after them.
    await shown(id, 'running');
    await env.DB.prepare('UPDATE sagas SET revision = 40 WHERE id = ?1').bind(id).run();
    for (const method of METHODS) await env.CONTROL.script(id, method, [{ status: 'already', position: 1 }]);
    await runInDurableObject(object(id), (_, { storage }) => {
      storage.sql.exec('DELETE FROM inputs WHERE seq > 1');
      // Its step is due: what it waits for will not come again.
      const state = JSON.parse(earlier) as { current: { due_at: number } };
      state.current.due_at = Date.now();
      storage.sql.exec('UPDATE instance SET state = ?, shown_revision = 0', JSON.stringify(state));
    });
    await abortAllDurableObjects();
    // Delivered once more, as it is after any restart: the object comes up, and goes on from what it was put back to.
    await deliver(uploaded);
    const view = await shown(id, 'completed');
    expect(view.revision).toBeGreaterThan(40);
    const { entries } = await env.COORDINATOR.getByName(id).timeline();
    expect(entries.map(({ what }) => what)).toContain('put_back');
    expect(entries.at(-1)?.status).toBe('completed');
  });

  it('to before it began refuses its events, so that they wait, and has them all when they are handed over again', async () => {
    const { id, uploaded, event } = freshUpload();
    const processed = event('MediaProcessed', 'process');
    await expect((async () => deliver(processed))()).rejects.toThrow('npm run recover');
    await deliver(uploaded, processed);
    await shown(id, 'running');
    const { entries } = await env.COORDINATOR.getByName(id).timeline();
    expect(entries.map(({ detail }) => detail)).toEqual(
      expect.arrayContaining(['MediaUploaded', 'MediaProcessed']),
    );
  });
});

it('a saga whose alarm was set while the clock was a year ahead is woken, and waits no longer than its step', async () => {
  const { id, uploaded } = freshUpload();
  const YEAR_MS = 365 * 86_400_000;
  await env.CONTROL.script(id, 'process', [{ status: 'accepted' }]);
  await deliver(uploaded);
  await called(id, 'process');
  await eventually(async () => ((await findSaga(env.DB, id, undefined))?.revision === 2 ? true : undefined));
  await runInDurableObject(object(id), async (_, { storage }) => {
    const state = JSON.parse(storage.sql.exec<{ state: string }>('SELECT state FROM instance').one().state);
    for (const time of ['since', 'due_at']) state.current[time] += YEAR_MS;
    storage.sql.exec('UPDATE instance SET state = ?', JSON.stringify(state));
    await storage.setAlarm(Date.now() + YEAR_MS);
  });
  const later = new Date(Date.now() + YEAR_MS).toISOString();
  await env.DB.prepare("UPDATE sagas SET view = json_set(view, '$.updated_at', ?2) WHERE id = ?1")
    .bind(id, later)
    .run();
  await abortAllDurableObjects();
  await wakeLate(env, Date.now());
  const alarm = await eventually(async () => {
    const at = await runInDurableObject(object(id), (_, { storage }) => storage.getAlarm());
    return at !== null && at > Date.now() + 1_000 ? at : undefined;
  });
  expect(alarm).toBeLessThan(Date.now() + 10 * 60_000);
});
