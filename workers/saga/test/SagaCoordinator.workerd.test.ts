// The coordinator's promises inside workerd (invariants G1, G2, G5, G7, G8): what a crash leaves behind, and who goes on.
import { sagaIdInStream } from '#shared/engine/event/ids';
import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { newId } from '#shared/mediahub/ids';
import { eventually } from '#shared/engine/testing/eventually';
import { env, freshUpload } from './env.ts';
import { called, deliver, object, shown } from './observe.ts';
import { begin } from '#shared/engine/saga/transitions';
import { react } from '#shared/engine/saga/react';
import { findSaga } from '#shared/engine/saga/monitor/query';
import { upsertSaga } from '#shared/engine/saga/monitor/upsert';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { Journal } from '#shared/engine/saga/Journal';
import { newestOf } from '../src/sagas/registry.ts';

const mediaUpload = newestOf('media_upload');

describe('a saga', () => {
  it('runs to its end and shows each of its steps', async () => {
    const { id, uploaded, event } = freshUpload();
    await deliver(uploaded);
    const methods: string[] = [];
    for (const { name, ask } of mediaUpload.steps) {
      if (!ask?.completedBy) continue;
      methods.push(ask.command.split('.')[1] ?? '');
      await called(id, ...methods);
      await deliver(event(ask.completedBy, name));
    }
    const view = await shown(id, 'completed');
    expect(view.steps.map((step) => step.status)).toEqual(mediaUpload.steps.map(() => 'completed'));
  });

  it('is started once, however often its starting event is delivered', async () => {
    const { id, uploaded } = freshUpload();
    await Promise.all([deliver(uploaded), deliver(uploaded), deliver(uploaded, uploaded)]);
    await called(id, 'process');
    await deliver(uploaded);
    await shown(id, 'running');
    expect(await called(id, 'process')).toEqual(['process']);
  });

  it('is one each for two uploads whose events have the same id in their streams', async () => {
    const { id, uploaded } = freshUpload();
    const other = { ...uploaded, aggregate_id: newId('media') };
    const own = sagaIdInStream('media_upload', other.aggregate_id, other.id);
    await deliver(uploaded, other);
    await deliver(other, uploaded);
    expect([await called(id, 'process'), await called(own, 'process')]).toEqual([['process'], ['process']]);
    expect((await shown(own, 'running')).aggregate_id).toBe(other.aggregate_id);
  });

  it('is not moved by an event of another saga, nor by one that comes twice', async () => {
    const one = freshUpload();
    const other = freshUpload();
    await deliver(one.uploaded, other.uploaded);
    await Promise.all([called(one.id, 'process'), called(other.id, 'process')]);
    const processed = one.event('MediaProcessed', 'process');
    await deliver(processed);
    await deliver(processed);
    expect(await called(one.id, 'process', 'addToDefaultAlbum')).toEqual(['process', 'addToDefaultAlbum']);
    expect(await called(other.id, 'process')).toEqual(['process']);
  });

  it('goes on when its event comes long after it has gone to rest', async () => {
    const { id, uploaded, event } = freshUpload();
    await deliver(uploaded);
    await called(id, 'process');
    // At rest only the alarm of its timer is set.
    const alarm = () => runInDurableObject(object(id), (_, { storage }) => storage.getAlarm());
    await eventually(async () => ((await alarm()) ?? 0) > Date.now() + 1_000 || undefined);
    await deliver(event('MediaProcessed', 'process'));
    await called(id, 'process', 'addToDefaultAlbum');
  });

  it('asks a busy participant again, without counting it', async () => {
    const { id, uploaded } = freshUpload();
    const busy = { status: 'busy', retry_after_ms: 5 } as const;
    await env.CONTROL.script(id, 'process', [busy, busy, busy, { status: 'accepted' }]);
    await deliver(uploaded);
    await called(id, 'process', 'process', 'process', 'process');
    const view = await eventually(async () => {
      const saga = await findSaga(env.DB, id, undefined);
      return saga?.steps[1]?.attempts === 1 && saga.steps[1].next_retry_at === null ? saga : undefined;
    });
    expect(view.status).toBe('running');
  });

  it('whose object dies while a command is out sends it again with the same command_id', async () => {
    const { id, uploaded } = freshUpload();
    await env.CONTROL.script(id, 'process', ['hang', { status: 'accepted' }]);
    await deliver(uploaded);
    await called(id, 'process');
    await abortAllDurableObjects();
    await eventually(async () => (await runDurableObjectAlarm(object(id))) || undefined);
    await called(id, 'process', 'process');
    const calls = await env.CONTROL.calls(id);
    expect(new Set(calls.map((call) => call.command_id)).size).toBe(1);
  });

  it('whose object dies between an input and its command goes on at the next start', async () => {
    const { id, uploaded, event } = freshUpload();
    await deliver(uploaded);
    await called(id, 'process');
    await deliver(event('MediaProcessed', 'process'));
    await abortAllDurableObjects();
    await eventually(async () => {
      await runDurableObjectAlarm(object(id));
      return (await env.CONTROL.calls(id)).some((call) => call.method === 'addToDefaultAlbum') || undefined;
    });
  });

  it('shows its newest state, also when an older view reaches the monitor late or twice', async () => {
    const { id, uploaded } = freshUpload();
    await deliver(uploaded);
    await called(id, 'process');
    const newest = await eventually(async () => {
      const view = await shown(id, 'running');
      return view.revision > 1 ? view : undefined;
    });
    const older = { ...newest, revision: newest.revision - 1, status: 'parked' } as const;
    for (const late of [older, older]) await upsertSaga(env.DB, late);
    expect(await findSaga(env.DB, id, undefined)).toEqual(newest);
  });

  it('sends nothing more when its alarm fires twice', async () => {
    const { id, uploaded } = freshUpload();
    await deliver(uploaded);
    await called(id, 'process');
    await shown(id, 'running');
    await runDurableObjectAlarm(object(id));
    await runDurableObjectAlarm(object(id));
    expect(await called(id, 'process')).toEqual(['process']);
  });

  it('decides the same when its journal is replayed', async () => {
    const { id, uploaded, event } = freshUpload();
    await env.CONTROL.script(id, 'process', ['throw', { status: 'accepted' }]);
    await deliver(uploaded);
    await called(id, 'process', 'process');
    await deliver(event('MediaProcessed', 'process'));
    await called(id, 'process', 'process', 'addToDefaultAlbum');
    await runInDurableObject(object(id), (_, ctx) => {
      const journal = new Journal(ctx.storage.sql, CATALOGUE);
      const [first, ...inputs] = journal.inputs();
      if (first?.type !== 'started') throw new Error('the journal begins with the starting event');
      const replayed = inputs.reduce(
        (state, input) => (input.type === 'started' ? state : react(mediaUpload, state, input)),
        begin(mediaUpload, id, first.event, first.at),
      );
      expect(replayed).toEqual(journal.state());
    });
  });

  it('whose version is gone is parked with the reason, and refuses to go on before it is back', async () => {
    const { id, uploaded } = freshUpload();
    await env.CONTROL.script(id, 'process', ['hang']);
    await deliver(uploaded);
    await called(id, 'process');
    await runInDurableObject(object(id), (_, ctx) =>
      ctx.storage.sql.exec("UPDATE instance SET state = json_set(state, '$.definition_version', 99)"),
    );
    await abortAllDurableObjects();
    await eventually(async () => (await runDurableObjectAlarm(object(id))) || undefined);
    const view = await shown(id, 'parked');
    expect(view.parked).toMatchObject({ step_name: 'process', reason: expect.stringContaining('version 99') });
    expect(await env.COORDINATOR.getByName(id).resume()).toContain('version 99');
  });

  it('lists in its timeline every input, with the step and the command that it met', async () => {
    const { id, uploaded, event } = freshUpload();
    await deliver(uploaded);
    await called(id, 'process');
    await deliver(event('MediaProcessed', 'process'));
    await called(id, 'process', 'addToDefaultAlbum');
    const { entries } = await env.COORDINATOR.getByName(id).timeline();
    expect(entries.map((entry) => [entry.what, entry.step_name])).toEqual(
      expect.arrayContaining([
        ['started', null],
        ['event', 'process'],
      ]),
    );
    expect(entries.find((entry) => entry.what === 'event')).toMatchObject({
      command: 'media.process',
      command_id: `${id}:process:do`,
    });
  });
});
