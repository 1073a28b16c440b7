// The invariant board over the whole system: green while all is well, red with the events that show it when a consumer
// is really broken, and only operators get the message about it.
import { afterAll, expect, it } from 'vitest';
import type { Invariant } from '#shared/mediahub/api/invariant';
import { FaultPlan, type Preset } from '#shared/engine/faults/plan';
import { eventually } from '#shared/engine/testing/eventually';
import { Client } from './client.ts';
import { listen } from './listen.ts';
import { system } from './system.ts';

const operator = await Client.login(null);
afterAll(() => operator.heal());

/** What this test needs of a D1 database. */
interface Rows {
  prepare(sql: string): { bind(...values: unknown[]): { run(): Promise<unknown> } };
}

/** The checks that hold although other tests have given events up on purpose. */
const HOLDING = ['positions-dense', 'versions-dense', 'one-saga-per-upload', 'never-both', 'effective-once'];
const HINT = ['checked_at', 'stale_before', 'type'];
const check = async () => (await operator.call<Invariant[]>('POST', '/api/v1/invariants/check')).body;
const states = (board: Invariant[]) => Object.fromEntries(board.map(({ id, state }) => [id, state]));

it('is green while everything works, and only operators see it', async () => {
  const user = await Client.login();
  const { body } = await user.upload();
  await user.sagaOf(body.id);
  // A check that a busy machine does not finish in time says nothing, and none holds before it has looked at everything.
  const board = await eventually(async () => {
    const found = await check();
    return found.every(({ id, state }) => state !== 'unknown' && !(HOLDING.includes(id) && state === 'looking'))
      ? found
      : undefined;
  });
  // What other tests have given up on purpose (a discarded event, for one) may show; what this user did may not.
  expect(JSON.stringify(board)).not.toContain(body.id);
  for (const id of HOLDING) expect(board.find((one) => one.id === id)).toMatchObject({ state: 'green' });
  for (const { state, covered_since } of board) if (state === 'green') expect(covered_since).not.toBeNull();
  expect(await operator.get('/api/v1/invariants')).toEqual(board);
  expect((await user.call('GET', '/api/v1/invariants')).status).toBe(403);
});

it('turns red by itself when a consumer applies events without its guard, and shows the chain of events', async () => {
  const presets = await operator.get<Preset[]>('/api/v1/chaos/presets');
  await operator.switchOn(FaultPlan.parse(presets.find(({ id }) => id === 'broken-consumer')?.plan));
  const user = await Client.login();
  const [heard, heardByOther] = [await listen(operator), await listen(user)];
  await operator.get('/api/v1/invariants');
  const { body } = await user.upload();
  await user.sagaOf(body.id);
  await user.call('DELETE', `/api/v1/media/${body.id}`);
  await user.sagaOf(body.id, 'media_deletion');
  await eventually(async () =>
    (await user.call('GET', `/api/v1/media/${body.id}`)).status === 200 ? true : undefined,
  );
  await operator.heal();

  // As a page does it: without a click, it fetches again when a message says that its answer is stale.
  let seen = '';
  const board = await eventually(async () => {
    const news = heard.splice(0).findLast((message) => message.type === 'invariants');
    if (!news || news.stale_before <= seen) return undefined;
    expect(Object.keys(news).toSorted(), 'the hint says nothing of what was found').toEqual(HINT);
    const now = await operator.get<Invariant[]>('/api/v1/invariants');
    seen = now[0]?.checked_at ?? '';
    return states(now)['library-is-fold'] === 'red' ? now : undefined;
  });
  expect(states(board)).toMatchObject({
    'library-is-fold': 'red',
    'albums-are-fold': 'green',
    'positions-dense': 'green',
  });
  const [evidence] = board.find(({ id }) => id === 'library-is-fold')?.evidence ?? [];
  expect(evidence?.text).toContain(body.id);
  expect(evidence?.events.map((event) => event.event_type)).toEqual(
    expect.arrayContaining(['MediaUploaded', 'MediaDeleted', 'MediaPurged']),
  );

  // A user who may not see the board hears nothing of it: the message after the board's news is of their own upload.
  const later = await user.upload();
  await eventually(() => JSON.stringify(heardByOther).includes(later.body.id) || undefined);
  expect(heardByOther.filter(({ type }) => type === 'invariants')).toEqual([]);

  // A read model is disposable: recreated from the log, it is right again.
  await operator.call('POST', '/api/v1/projections/media/rebuild');
  await eventually(async () => {
    expect(states(await check())).toMatchObject({ 'library-is-fold': 'green' });
    return true;
  });
});

it('sees a row that says something else than the log, whole; names it in words, and a rebuild repairs it', async () => {
  const user = await Client.login();
  const { body } = await user.upload(undefined, '夜景.jpg');
  await user.sagaOf(body.id);
  expect(states(await check())['library-is-fold']).toBe('green');
  const { server } = await system();
  const { DB } = await server.getWorker<{ DB: Rows }>('media-query').getEnv();
  await DB.prepare("UPDATE media SET width = 7, filename = 'wrong.jpg' WHERE id = ?").bind(body.id).run();
  const red = (await check()).find(({ id }) => id === 'library-is-fold');
  expect(red).toMatchObject({ state: 'red', read_model: 'media' });
  expect(red?.checked).toBe(red?.total);
  const found = red?.evidence.find(({ about }) => about?.id === body.id);
  expect(found).toMatchObject({ code: 'row_differs', about: { name: '夜景.jpg' } });
  expect(found?.differences).toEqual(
    expect.arrayContaining([
      { field: 'filename', shown: 'wrong.jpg', right: '夜景.jpg' },
      { field: 'width', shown: '7', right: '640' },
    ]),
  );
  await operator.healthSays('observer', 'degraded');

  await operator.call('POST', '/api/v1/projections/media/rebuild');
  const healed = await eventually(async () => {
    const now = (await check()).find(({ id }) => id === 'library-is-fold');
    return now?.state === 'green' ? now : undefined;
  });
  expect(healed.history.slice(-3).map(({ state }) => state)).toEqual(['green', 'red', 'green']);
});
