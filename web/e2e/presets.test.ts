// Each plan worth seeing keeps the promise that its card makes: switched on by a press, tried with demo photos, and seen
// on the pages that it names.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';
import type { Preset } from '#shared/engine/faults/plan';
import type { SagaView } from '#shared/engine/saga/view';
import type { Flow } from '#shared/mediahub/api/flow';
import { heal, logIn, openPage, type Watched } from './browser.ts';

let watched: Watched;
const kept = new Set<string>();

beforeAll(async () => {
  watched = await openPage();
  await logIn(watched.page);
});

const ask = <T>(path: string): Promise<T> =>
  watched.page.evaluate(async (asked) => (await fetch(asked)).json() as Promise<unknown>, path) as Promise<T>;

beforeEach(async () => {
  await heal(watched.page);
  await watched.page.goto('/chaos');
  await watched.page.getByText('nothing is on').waitFor();
});

afterAll(async () => {
  await heal(watched.page);
  await watched.close();
});

/** Switches a plan on by its card, uploads a demo photo, and lands on its saga. */
async function play(id: string, title: string): Promise<void> {
  const { page } = watched;
  kept.add(id);
  await page.getByRole('button', { name: `Switch on: ${title}` }).click();
  await page.getByText('The plan is on.').waitFor();
  await page.getByRole('button', { name: /^Upload (a|\d+) demo photo/ }).click();
  await page.waitForURL(/\/sagas(\/saga-.+)?$/);
}

const sagaOnPage = () => ask<SagaView>(`/api/v1/sagas/${watched.page.url().split('/').pop()}`);
const ending = async (word: string) => {
  await watched.page
    .getByRole('article')
    .getByText(word, { exact: true })
    .first()
    .waitFor({ timeout: timeLimit(20_000) });
  return sagaOnPage();
};
const step = ({ steps }: SagaView, name: string) => steps.find(({ step_name }) => step_name === name);

describe('the plan', () => {
  it('“The album step fails” asks five times, then undoes and says why', async () => {
    await play('album-fails', 'The album step fails');
    const saga = await ending('Failed, undone');
    expect(saga.failure?.step).toBe('add_to_default_album');
    expect(step(saga, 'upload')?.status).toBe('compensated');
    await watched.page
      .getByRole('link', { name: /Notifications/ })
      .filter({ visible: true })
      .click();
    await watched.page
      .getByText(/could not be taken in and was removed/)
      .filter({ visible: true })
      .first()
      .waitFor();
  });

  it('“The album’s answer is lost” ends with one entry', async () => {
    await play('answer-lost', "The album's answer is lost");
    const saga = await ending('Completed');
    const entries = await ask<{ event_type: string }[]>(
      `/api/v1/events?correlation_id=${encodeURIComponent(saga.correlation_id)}&limit=100`,
    );
    expect(entries.filter(({ event_type }) => event_type === 'MediaAddedToAlbum')).toHaveLength(1);
  });

  it('“Even the undoing fails” parks the saga, and resume goes on from there', async () => {
    const { page } = watched;
    await play('parked', 'Even the undoing fails');
    const parked = await ending('Parked');
    expect(parked.parked).toMatchObject({ step_name: 'add_to_default_album', direction: 'undo' });
    await page.getByRole('button', { name: 'Switch off' }).click();
    await page.getByText('things break on purpose').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Resume' }).click();
    const ended = await ending('Failed, undone');
    expect(step(ended, 'upload')?.status).toBe('compensated');
  });

  it('“The publish to the log is lost” fills the outbox, and loses nothing', async () => {
    await play('publish-lost', 'The publish to the log is lost');
    await ending('Completed');
    const [fault] = (await ask<{ faults: { struck: number }[] }>('/api/v1/chaos')).faults;
    expect(fault?.struck).toBe(6);
    await expect.poll(async () => (await ask<Flow>('/api/v1/flow')).log.outbox.events).toBe(0);
  });

  it('“Every delivery arrives twice” is refused by the guard, and there is one photo', async () => {
    const refused = async () =>
      (await ask<Flow>('/api/v1/flow')).subscriptions.find(({ name }) => name === 'media')?.refused ?? 0;
    const before = await refused();
    await play('delivered-twice', 'Every delivery arrives twice');
    const saga = await ending('Completed');
    await expect.poll(refused).toBeGreaterThan(before);
    const { media } = await ask<{ media: { id: string }[] }>('/api/v1/media?limit=200');
    expect(media.filter(({ id }) => id === saga.aggregate_id)).toHaveLength(1);
  });

  it('“The coordinator dies at every step” ends as if nothing had been', async () => {
    await play('coordinator-dies', 'The coordinator dies at every step');
    const saga = await ending('Completed');
    expect(saga.steps.every(({ status }) => status === 'completed')).toBe(true);
  });

  it('“The log and its subscriptions lose their memory” has everything once, positions dense', async () => {
    await play('log-stutters', 'The log and its subscriptions lose their memory');
    await expect
      .poll(async () => (await ask<SagaView[]>('/api/v1/sagas?status=active')).length, {
        timeout: timeLimit(20_000),
      })
      .toBe(0);
    const board = await watched.page.evaluate(async () => {
      const answer = await fetch('/api/v1/invariants/check', { method: 'POST' });
      return (await answer.json()) as { id: string; state: string }[];
    });
    for (const id of ['positions-dense', 'versions-dense', 'effective-once'])
      expect(board.find((one) => one.id === id)?.state).toBe('green');
  });

  it('“A stream dies around its commit” loses nothing of what was acknowledged', async () => {
    await play('stream-dies', 'A stream dies around its commit');
    await ending('Completed');
    const { faults } = await ask<{ faults: { struck: number }[] }>('/api/v1/chaos');
    expect(faults.map(({ struck }) => struck)).toEqual([1, 1]);
  });

  it('“Everything takes its time” shows the steps one after another', async () => {
    await play('slow', 'Everything takes its time');
    await watched.page
      .getByRole('article')
      .getByText(/^running/)
      .first()
      .waitFor();
    const saga = await ending('Completed');
    const asked = saga.steps.flatMap(({ started_at }) => (started_at === null ? [] : [Date.parse(started_at)]));
    expect(asked).toEqual(asked.toSorted((a, b) => a - b));
  });

  it('“Bad weather everywhere” leaves no saga half-done', async () => {
    await play('weather', 'Bad weather everywhere');
    await expect
      .poll(async () => (await ask<SagaView[]>('/api/v1/sagas?status=running')).length, {
        timeout: timeLimit(35_000),
      })
      .toBe(0);
    const sagas = await ask<SagaView[]>('/api/v1/sagas?status=all&limit=12');
    const settled = ['completed', 'failed', 'parked', 'cancelled'];
    expect(sagas.filter(({ status }) => !settled.includes(status) && status !== 'compensating')).toEqual([]);
  });

  it('every plan of the switchboard is played here, except “A broken consumer”, which board.test.ts plays', async () => {
    const presets = await ask<Preset[]>('/api/v1/chaos/presets');
    const missing = presets.map(({ id }) => id).filter((id) => id !== 'broken-consumer' && !kept.has(id));
    expect(missing).toEqual([]);
  });
});
