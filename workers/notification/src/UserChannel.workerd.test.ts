// The live feed through a real Durable Object with real WebSockets. Every test has users of its own.
import * as workerd from 'cloudflare:test';
import { evictDurableObject, listDurableObjectIds, runDurableObjectAlarm } from 'cloudflare:test';
import { pause } from '#shared/engine/runtime/deadline';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { newId } from '#shared/mediahub/ids';
import { eventually } from '#shared/engine/testing/eventually';
import { env } from '../test/env.ts';
import {
  browser,
  call,
  deliverLive,
  isRegistered,
  liveRpc,
  notify,
  problem,
  somethingHappens,
  subscriptionCatchesUp,
} from '../test/story.ts';
import { fakes } from '../test/worker.ts';
import { SOCKETS_MAX } from './UserChannel.ts';

const channels = env.CHANNEL as unknown as DurableObjectNamespace;
const head = () => fakes.store.log.length;
let user: string;

beforeEach(() => {
  user = newId('user');
  Object.assign(fakes, { live: true, log: 'answers' });
});
afterEach(() => void vi.useRealTimers());

describe('a browser that connects', () => {
  test('for the first time gets a reset to the head of the log, to fetch everything', async () => {
    await somethingHappens(user);
    expect(await (await browser(user)).hears(1)).toEqual([`reset ${head()}`]);
  });

  test("again hears what it missed, and nothing of another user's", async () => {
    const start = head();
    const first = await somethingHappens(user);
    await somethingHappens(newId('user'));
    const second = await somethingHappens(user);
    const { hears, heard } = await browser(user, start);
    await hears(2);
    expect(heard).toEqual([`event ${first.position}`, `event ${second.position}`]);
  });

  test('after too long an absence gets a reset, to fetch everything', async () => {
    const start = head();
    for (let n = 0; n < 201; n++) await somethingHappens(user);
    expect(await (await browser(user, start)).hears(1)).toEqual([`reset ${head()}`]);
  });

  test('while events arrive hears each once, in order: the missed, those in between, the new', async () => {
    const start = head();
    const missed = await somethingHappens(user);
    fakes.log = 'withholds';
    const connecting = browser(user, start);
    await eventually(() => (fakes.withheld > 0 ? true : undefined));
    await deliverLive(missed);
    const between = await somethingHappens(user);
    await deliverLive(between);
    await liveRpc().push(user, { type: 'notification', position: 1 });
    fakes.log = 'answers';
    const { hears } = await connecting;
    const after = await somethingHappens(user);
    await deliverLive(between, after);
    expect(await hears(4)).toEqual([
      `event ${missed.position}`,
      `event ${between.position}`,
      'notification 1',
      `event ${after.position}`,
    ]);
  });

  test('while the log is away is refused, and welcome later', async () => {
    fakes.log = 'fails';
    await expect(browser(user)).rejects.toThrow('refused');
    fakes.log = 'answers';
    expect(await (await browser(user)).hears(1)).toEqual([`reset ${head()}`]);
  });

  test('without an Upgrade, without a session, or with a position that is none, is refused', async () => {
    expect(await problem(call(user, 'GET', '/live'))).toBe('400 bad_request');
    await expect(browser(user, 0, '')).rejects.toThrow('refused');
    await expect(browser(user, -1)).rejects.toThrow('refused');
  });
});

describe('an open browser', () => {
  test("hears its user's events and no others, however often they are delivered", async () => {
    const [mine, theirs] = [await browser(user), await browser(newId('user'))];
    const [one, two] = [await somethingHappens(user), await somethingHappens(user)];
    await deliverLive(one);
    await deliverLive(one, two);
    expect((await mine.hears(3)).slice(1)).toEqual([`event ${one.position}`, `event ${two.position}`]);
    await liveRpc().push(user, { type: 'notification', position: 5 });
    await mine.hears(4);
    expect(await theirs.hears(1)).toHaveLength(1);
  });

  test('hears that its inbox has changed, once the inbox shows it', async () => {
    const { hears } = await browser(user);
    await notify(user);
    await subscriptionCatchesUp();
    expect((await hears(2))[1]).toBe(`notification ${head()}`);
  });

  test('hears what concerns all users, in every window', async () => {
    const windows = [await browser(user), await browser(user), await browser(newId('user'))];
    await liveRpc().broadcast({ type: 'reset', position: 0 });
    for (const window of windows) expect((await window.hears(2))[1]).toBe('reset 0');
  });

  test('goes on after its channel has hibernated, from the position where it was', async () => {
    const { hears } = await browser(user);
    const [one, two] = [await somethingHappens(user), await somethingHappens(user)];
    await deliverLive(one);
    await hears(2);
    await evictDurableObject(channels.getByName(user));
    await deliverLive(one, two);
    expect((await hears(3)).slice(1)).toEqual([`event ${one.position}`, `event ${two.position}`]);
  });

  test('hears again after the register was put back to before it came', async () => {
    const { hears } = await browser(user);
    await env.DB.prepare('DELETE FROM open_channels').run();
    await deliverLive(await somethingHappens(user));
    await runDurableObjectAlarm(channels.getByName(user));
    expect(await isRegistered(user)).toBe(true);
    const event = await somethingHappens(user);
    await pause(200);
    await deliverLive(event);
    expect((await hears(2)).at(-1)).toBe(`event ${event.position}`);
  });

  test('is answered pong, and cut off when it sends what is too big or too much', async () => {
    const polite = await browser(user);
    polite.socket.send('ping');
    expect((await polite.hears(2))[1]).toBe('pong');
    const loud = await browser(user);
    loud.socket.send('x'.repeat(1025));
    expect(await eventually(() => loud.closed[0])).toMatchObject({ code: 1009 });
    const chatty = await browser(user);
    for (let n = 0; n <= 100; n++) chatty.socket.send('hello');
    expect(await eventually(() => chatty.closed[0])).toMatchObject({ code: 1008 });
    expect(polite.closed).toEqual([]);
  });
});

describe('a session that ends', () => {
  test('closes its windows for good, and no other session of the user, and no other user', async () => {
    const [here, alsoHere] = [await browser(user, head(), 'here'), await browser(user, head(), 'here')];
    const elsewhere = await browser(user, head(), 'elsewhere');
    const somebody = await browser(newId('user'), head(), 'here');
    await liveRpc().closeSessions(user, ['here']);
    for (const window of [here, alsoHere])
      expect(await eventually(() => window.closed[0])).toMatchObject({ code: 4401 });
    const event = await somethingHappens(user);
    await deliverLive(event);
    expect(await elsewhere.hears(1)).toEqual([`event ${event.position}`]);
    expect([here.heard, alsoHere.heard, elsewhere.closed, somebody.closed]).toEqual([[], [], [], []]);
    await liveRpc().closeSessions(user, ['elsewhere']);
    await eventually(async () => ((await isRegistered(user)) ? undefined : true));
  });

  test('closes windows whose channel has hibernated', async () => {
    const { closed } = await browser(user, head(), 'here');
    await evictDurableObject(channels.getByName(user));
    await liveRpc().closeSessions(user, ['here']);
    expect(await eventually(() => closed[0])).toMatchObject({ code: 4401 });
  });

  test('closes the window that is just being opened', async () => {
    fakes.log = 'withholds';
    const opening = browser(user, head(), 'here');
    await eventually(() => (fakes.withheld > 0 ? true : undefined));
    await liveRpc().closeSessions(user, ['here']);
    fakes.log = 'answers';
    const { closed } = await opening;
    expect(await eventually(() => closed[0])).toMatchObject({ code: 4401 });
  });

  test('of a user without a window wakes no channel', async () => {
    const before = (await listDurableObjectIds(channels)).length;
    await liveRpc().closeSessions(user, ['here']);
    expect(await listDurableObjectIds(channels)).toHaveLength(before);
  });

  test('is noticed at the next handshake at the latest: a window is closed after an hour, and misses nothing when it reconnects', async () => {
    const { heard, closed } = await browser(user, head());
    const missed = await somethingHappens(user);
    vi.useFakeTimers({ now: Date.now() + 61 * 60 * 1000, toFake: ['Date'] });
    await deliverLive(missed);
    vi.useRealTimers();
    expect(await eventually(() => closed[0])).toMatchObject({ code: 4000 });
    expect(heard).toEqual([]);
    expect(await (await browser(user, missed.position - 1)).hears(1)).toEqual([`event ${missed.position}`]);
  });
});

describe("a user's channel", () => {
  test('is registered only while a window is open', async () => {
    const [one, two] = [await browser(user), await browser(user)];
    expect(await isRegistered(user)).toBe(true);
    one.socket.close(1000);
    await eventually(() => one.closed[0]);
    await deliverLive(await somethingHappens(user));
    await two.hears(2);
    expect(await isRegistered(user)).toBe(true);
    two.socket.close(1000);
    await eventually(async () => ((await isRegistered(user)) ? undefined : true));
  });

  test('without a window costs no Durable Object, and the delivery goes on', async () => {
    const before = (await listDurableObjectIds(channels)).length;
    const event = await somethingHappens(user);
    expect(await deliverLive(event)).toEqual({ checkpoint: event.position });
    await liveRpc().push(user, { type: 'notification', position: 1 });
    expect(await listDurableObjectIds(channels)).toHaveLength(before);
  });

  test('refuses one window too many with Retry-After, and one that closes makes room', async () => {
    const open = await Promise.all(Array.from({ length: SOCKETS_MAX }, () => browser(user)));
    const headers = { upgrade: 'websocket', 'x-session-id': 'session-1' };
    const refused = await env.CHANNEL.getByName(user).fetch(new Request('http://channel/', { headers }));
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '60']);
    open[0]?.socket.close(1000);
    await eventually(() => open[0]?.closed[0]);
    expect(await (await browser(user)).hears(1)).toHaveLength(1);
  });

  test('is registered again by its alarm, also while what is to be marked as read cannot be', async () => {
    await browser(user);
    await env.DB.prepare('DELETE FROM open_channels WHERE user_id = ?').bind(user).run();
    const channel = env.CHANNEL.getByName(user) as unknown as DurableObjectStub;
    await workerd.runInDurableObject(channel, (_, { storage }) => storage.kv.put('reading', { broken: true }));
    await runDurableObjectAlarm(channel);
    expect(await isRegistered(user)).toBe(true);
  });

  test('loses a row that a crash left behind', async () => {
    await env.DB.prepare('INSERT INTO open_channels (user_id) VALUES (?)').bind(user).run();
    await deliverLive(await somethingHappens(user));
    expect(await isRegistered(user)).toBe(false);
  });
});
