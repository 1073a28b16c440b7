// A coordinator's object that was restored to an earlier state, alone, or that sleeps by a clock that was ahead: it goes on, what
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
import { called, consumer, deliver, object, shown } from './observe.ts';

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
    // Delivered again, as it is after any restart: the object comes up, and goes on from what it was put back to.
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

describe('a monitor whose database was put back alone', () => {
  const given = async (from: number, to: number, ...events: LoggedEvent[]) => {
    const work: Promise<void>[] = [];
    await sagaConsumer(DEPENDENCIES, env, (beside) => work.push(beside)).deliver({ from, to, events });
    await Promise.all(work);
  };
  const ended = async () => {
    const { id, uploaded } = freshUpload();
    for (const { ask } of newestOf('media_upload').steps)
      if (ask) await env.CONTROL.script(id, ask.command.split('.')[1] ?? '', [{ status: 'already', position: 1 }]);
    await given(0, 1, uploaded);
    await shown(id, 'completed');
    return { id, uploaded };
  };
  const isAt = (position: number) =>
    env.DB.prepare('INSERT OR REPLACE INTO saga_checkpoint (id, position) VALUES (1, ?1)').bind(position).run();

  const asked = async (at: number) => (await consumer().deliver({ from: at, to: at, events: [] })).checkpoint;

  it('reports its checkpoint until the missing events come again, and shows a saga that ended long ago', async () => {
    const { id, uploaded } = await ended();
    await env.DB.prepare('DELETE FROM sagas WHERE id = ?1').bind(id).run();
    await isAt(0);
    expect(await asked(9)).toBe(0);
    await given(9, 12);
    expect(await asked(12)).toBe(0);
    await given(0, 5, uploaded);
    expect((await shown(id, 'completed')).revision).toBeGreaterThan(1);
    expect(await asked(12)).toBe(5);
    await given(5, 12);
    expect(await asked(12)).toBe(12);
  });

  it('is moved once for consecutive deliveries, and at once for a question', async () => {
    const moves: number[][] = [];
    const counting = {
      prepare: (sql: string) => {
        const statement = env.DB.prepare(sql);
        const bind = (...values: number[]) => {
          if (sql.startsWith('INSERT INTO saga_checkpoint')) moves.push(values);
          return statement.bind(...values);
        };
        return { bind };
      },
      batch: env.DB.batch.bind(env.DB),
    };
    const work: Promise<void>[] = [];
    const follower = sagaConsumer(DEPENDENCIES, { ...env, DB: counting as unknown as D1Database }, (beside) =>
      work.push(beside),
    );
    const follow = (from: number, to: number) => follower.deliver({ from, to, events: [] });
    await isAt(9);
    for (const from of [9, 10, 11]) await follow(from, from + 1);
    // A delivery that does not follow moves apart from them: the gap remains.
    await follow(14, 15);
    await Promise.all(work);
    expect(moves).toEqual([
      [9, 12],
      [14, 15],
    ]);
    expect(await asked(15)).toBe(12);
    await follow(12, 15);
    expect((await follow(15, 15)).checkpoint).toBe(15);
    moves.splice(0);
    await Promise.all(work);
    expect(moves).toEqual([]);
  });

  it('is no matter where it is ahead, unknown, or does not answer: no saga waits for it', async () => {
    await isAt(30);
    await given(9, 12);
    expect(await asked(12)).toBe(12);
    await env.DB.prepare('DELETE FROM saga_checkpoint').run();
    expect(await asked(9)).toBe(9);
    const away = () => Promise.reject(new Error('away'));
    const silent = { prepare: () => ({ bind: () => ({ run: away }) }), batch: away };
    const { id, uploaded } = freshUpload();
    const without = sagaConsumer(DEPENDENCIES, { ...env, DB: silent as unknown as D1Database });
    expect(await without.deliver({ from: 9, to: 9, events: [] })).toEqual({ checkpoint: 9 });
    expect(await without.deliver({ from: 9, to: 10, events: [uploaded] })).toEqual({ checkpoint: 10 });
    await called(id, 'process');
  });

  it('to before the last move of a saga, which no event reports, is repaired when sagas without progress are woken', async () => {
    const { id } = await ended();
    const view = await findSaga(env.DB, id, undefined);
    const before = JSON.stringify({ ...view, status: 'running', updated_at: new Date(0).toISOString() });
    await env.DB.prepare("UPDATE sagas SET active = 1, status = 'running', revision = 1, view = ?2 WHERE id = ?1")
      .bind(id, before)
      .run();
    await wakeLate(env, Date.now() + 10 * 60_000);
    await shown(id, 'completed');
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
