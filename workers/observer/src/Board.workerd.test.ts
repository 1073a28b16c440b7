// The board's life: it checks and tells while someone looks, and rests afterwards.
import { env as bindings } from 'cloudflare:workers';
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { fakes } from '../test/worker.ts';
import { CHECKS } from './checks/all.ts';
import type { Env } from './env.ts';
import { VIEWED_MS, type Viewers } from './viewers.ts';

const env = bindings as unknown as Env;

let name: string;
beforeEach(() => {
  name = crypto.randomUUID();
  Object.assign(fakes, { log: [], away: false, pushed: [], alarms: [] });
});

const board = () => env.BOARD.getByName(name);
const object = () => board() as unknown as DurableObjectStub;
const ring = () => runDurableObjectAlarm(object());
const isArmed = () => runInDurableObject(object(), async (_, { storage }) => (await storage.getAlarm()) !== null);

/** As if this user had looked so long ago. */
const lookedAgo = (user: string, ms: number) =>
  runInDurableObject(object(), (_, { storage }) => storage.kv.put<Viewers>('watch', { [user]: Date.now() - ms }));

/** The next hint for this user. */
const nextMessage = (user: string) =>
  eventually(() => {
    const at = fakes.pushed.findIndex((one) => one.user === user);
    const message = fakes.pushed.splice(at, at < 0 ? 0 : 1)[0]?.message;
    return message?.type === 'invariants' ? message : undefined;
  });

const EVENT = {
  id: 'event-1',
  event_type: 'MediaRenamed',
  aggregate_id: 'media-1',
  aggregate_type: 'Media',
  schema_version: 1,
  data: {},
  version: 1,
  position: 1,
  created_at: '2026-01-01T00:00:00.000Z',
  metadata: { user_id: 'user-1', actor: 'user-1', command_id: 'c', correlation_id: 'c' },
} as const;

describe('the board', () => {
  it('goes on while it has viewers, and says each time since when there is nothing new', async () => {
    await board().look('operator-1');
    const first = await nextMessage('operator-1');
    expect(first.stale_before).toBe(first.checked_at);
    await ring();
    expect((await nextMessage('operator-1')).stale_before).toBe(first.checked_at);
    expect(await isArmed()).toBe(true);
  });

  it('knows of no invariant before its first round, and says of all since when everything was looked at', async () => {
    expect(await board().summary()).toEqual({ broken: 0, undecided: CHECKS.length, checked_at: null });
    const found = await board().check('operator-1');
    expect(found.filter(({ covered_since, checked_at }) => covered_since !== checked_at)).toEqual([]);
    expect(await board().summary()).toMatchObject({ broken: 0, undecided: 0 });
  });

  it('says that there is something new, and nothing of what it is', async () => {
    await board().look('operator-1');
    await nextMessage('operator-1');
    fakes.log.push({ ...EVENT, position: 2 });
    await ring();
    const news = await nextMessage('operator-1');
    expect(Object.keys(news).toSorted()).toEqual(['checked_at', 'stale_before', 'type']);
    expect(news.stale_before).toBe(news.checked_at);
    const red = (await board().look('operator-1')).filter(({ state }) => state === 'red');
    expect(red.map(({ id }) => id)).toContain('positions-dense');
  });

  it('rests when the last look is too long ago, sends no message then, and goes on with the next look', async () => {
    await board().look('operator-1');
    await nextMessage('operator-1');
    await lookedAgo('operator-1', VIEWED_MS + 1);
    await ring();
    expect([await isArmed(), fakes.pushed]).toEqual([false, []]);
    await board().look('operator-2');
    expect(await isArmed()).toBe(true);
    await ring();
    expect(await nextMessage('operator-2')).toBeDefined();
    expect(fakes.pushed).toEqual([]);
  });

  it('asks viewers to look again before it rests, if they still have it open', async () => {
    await board().look('operator-1');
    await nextMessage('operator-1');
    await lookedAgo('operator-1', VIEWED_MS - 1_000);
    await ring();
    const { checked_at, stale_before } = await nextMessage('operator-1');
    expect(stale_before).toBe(checked_at);
  });

  it('makes a round of many users in several alarms, none of which calls more than it may, and shows it at its end', async () => {
    await board().look('operator-1');
    const first = await nextMessage('operator-1');
    // A library, an inbox and albums to ask for: a hundred calls and more.
    for (let n = 1; n <= 40; n++)
      fakes.log.push({
        ...EVENT,
        id: `event-${n}`,
        position: n,
        aggregate_id: `album-${n}`,
        aggregate_type: 'Album',
        event_type: 'AlbumCreated',
        data: { user_id: `user-${n}`, name: 'Sea', description: '', is_default: true },
        metadata: { ...EVENT.metadata, user_id: `user-${n}` },
      });
    fakes.alarms = [];
    await ring();
    expect((await board().summary()).checked_at).toBe(first.checked_at);
    const { checked_at } = await nextMessage('operator-1');
    expect(fakes.alarms.length).toBeGreaterThan(3);
    expect(Math.max(...fakes.alarms), 'and not much less').toBeGreaterThan(16);
    expect(Math.max(...fakes.alarms)).toBeLessThanOrEqual(32);
    const found = await board().look('operator-1');
    expect(found.find(({ id }) => id === 'albums-are-fold')).toMatchObject({ state: 'red', total: 40 });
    expect(found.every((one) => String(one.checked_at) >= checked_at)).toBe(true);
  });

  it('answers a request for a check with a round that begins then, not with the one under way', async () => {
    await board().look('operator-1');
    await nextMessage('operator-1');
    for (let n = 1; n <= 3; n++) fakes.log.push({ ...EVENT, id: `event-${n}`, position: n, version: n });
    const asked = Date.now();
    const found = await board().check('operator-1');
    expect(found.every((one) => Date.parse(String(one.checked_at)) >= asked)).toBe(true);
    expect(found.find(({ id }) => id === 'positions-dense')).toMatchObject({ state: 'green', checked: 3 });
  });

  it('goes on by itself after a check that failed as a whole', async () => {
    await board().look('operator-1');
    await nextMessage('operator-1');
    fakes.away = true;
    await ring();
    expect(await isArmed()).toBe(true);
    fakes.away = false;
    await ring();
    expect(await nextMessage('operator-1')).toBeDefined();
  });
});
