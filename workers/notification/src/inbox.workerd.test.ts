// The inbox: what sagas send, what deliveries leave, what a person reads. Every test has users of its own.
import { createExecutionContext, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { beforeEach, expect, test } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { newId, notificationId } from '#shared/mediahub/ids';
import { checkpointOf } from '#shared/engine/projection/deliver';
import { env, http } from '../test/env.ts';
import { call, json, notificationRpc, notify, problem, saga, subscriptionCatchesUp, text } from '../test/story.ts';
import { fakes } from '../test/worker.ts';
import { markAllRead } from './commands.ts';
import { NotificationConsumer } from './index.ts';
import type { Notification } from '#shared/mediahub/api/notification';

let user: string;
const inbox = (path = '', as = user) => json<Notification[]>(call(as, 'GET', `/notifications${path}`));
const put = (path: string, as = user) => call(as, 'PUT', `/notifications/${path}`);
const consumer = () => new NotificationConsumer(createExecutionContext(), env);

beforeEach(() => {
  user = newId('user');
  fakes.live = true;
});

test('a saga step sends one notification, however often it is asked, stamped with the saga', async () => {
  const context = saga(user);
  const id = notificationId(context.saga_id, 'notify');
  expect(await notificationRpc().send(context, text('a.jpg'))).toEqual({ status: 'accepted' });
  const position = fakes.store.log.length;
  expect(await notificationRpc().send(context, text('a.jpg'))).toEqual({ status: 'already', position });
  const repaired = { ...context, command_id: 'asked by a person' };
  expect(await notificationRpc().send(repaired, text('a.jpg'))).toMatchObject({ status: 'already' });
  const events = fakes.store.log.filter((event) => event.aggregate_id === id);
  expect(events).toMatchObject([
    {
      event_type: 'NotificationSent',
      data: { user_id: user, ...text('a.jpg') },
      metadata: {
        user_id: user,
        actor: 'saga:media_upload',
        saga_id: context.saga_id,
        step: 'notify',
        command_id: context.command_id,
      },
    },
  ]);

  await subscriptionCatchesUp();
  expect(await inbox()).toEqual([
    { id, user_id: user, ...text('a.jpg'), is_read: false, created_at: events[0]?.created_at },
  ]);
});

test('a notification that is read is gone from the unread at once, and only its own reader can do it', async () => {
  for (const title of ['a', 'b']) await notify(user, title);
  await subscriptionCatchesUp();
  const [newest] = await inbox('/unread');
  if (!newest) throw new Error('nothing is unread');
  expect(await problem(put(`${newest.id}/read`, newId('user')))).toBe('404 notification_not_found');

  const response = await put(`${newest.id}/read`);
  expect(response.headers.get('x-event-position')).toBe(String(fakes.store.log.length));
  expect((await inbox('/unread')).map(({ title }) => title)).toEqual(['a']);
  expect((await inbox()).map(({ title, is_read }) => [title, is_read])).toEqual([
    ['b', true],
    ['a', false],
  ]);
  const length = fakes.store.log.length;
  expect((await put(`${newest.id}/read`)).status).toBe(200);
  expect(fakes.store.log.length).toBe(length);
});

test('what was never sent, or is no id, cannot be read', async () => {
  for (const id of [newId('notification'), 'notification-1', newId('media')])
    expect(await problem(put(`${id}/read`))).toBe('404 notification_not_found');
});

test('reading all reads what is unread of this user, each in its own stream', async () => {
  const other = newId('user');
  await notify(other);
  for (let n = 0; n < 205; n++) await notify(user, `n${n}`);
  await subscriptionCatchesUp();
  fakes.calls = 0;
  expect((await put('read-all')).status).toBe(200);
  // What Cloudflare lets one request call (2026-11: 32 Worker invocations).
  expect(fakes.calls).toBeLessThanOrEqual(32);
  expect(await inbox('/unread')).toEqual([]);
  expect(await inbox('/unread', other)).toHaveLength(1);
  const read = fakes.store.log.filter((e) => e.event_type === 'NotificationRead' && e.metadata.user_id === user);
  expect(new Set(read.map((event) => event.aggregate_id)).size).toBe(205);
  expect(read).toHaveLength(205);
  expect((await put('read-all')).headers.get('x-event-position')).toBeNull();
});

test('a row that only the inbox knows keeps no other from being read, and the answer names it', async () => {
  await notify(user, 'a');
  await subscriptionCatchesUp();
  const wrong = newId('notification');
  await env.DB.prepare(
    `INSERT INTO notifications (generation, id, user_id, title, message, code, params, is_read, created_at, position)
     SELECT active_generation, ?1, ?2, '', '', '', '{}', 0, '', 1000000000 FROM projection_state WHERE name = 'notification'`,
  )
    .bind(wrong, user)
    .run();
  await notify(user, 'b');
  await subscriptionCatchesUp();
  const response = await put('read-all');
  expect([response.status, (await response.json<{ message: string }>()).message]).toEqual([
    200,
    'Marked as read, except for 1 that only the inbox knows: it has to be rebuilt.',
  ]);
  expect((await inbox('/unread')).map(({ id }) => id)).toEqual([wrong]);
  await env.DB.prepare('DELETE FROM notifications WHERE id = ?').bind(wrong).run();
});

test('more than one request may mark is marked by the channel, some with each alarm', async () => {
  for (let n = 0; n < 12; n++) await notify(user, `n${n}`);
  await subscriptionCatchesUp();
  const metadata = { user_id: user, actor: user, command_id: crypto.randomUUID(), correlation_id: 'trace' };
  const { rest } = await markAllRead(env, metadata, undefined, { page: 3, pages: 1, mostMs: 60_000 });
  await subscriptionCatchesUp();
  expect(await inbox('/unread')).toHaveLength(9);

  await env.CHANNEL.getByName(user).readOn(metadata, rest ?? 0);
  await notify(user, 'sent in between');
  const channel = env.CHANNEL.getByName(user) as unknown as DurableObjectStub;
  // With an end of its own: what is never read must fail the test, and not ring forever.
  await eventually(async () => {
    await runDurableObjectAlarm(channel);
    return runInDurableObject(channel, (_, { storage }) => (storage.kv.get('reading') ? undefined : 'all read'));
  });
  await subscriptionCatchesUp();
  expect((await inbox('/unread')).map(({ title }) => title)).toEqual(['sent in between']);
});

test('marking all as read answers within a moment, however many there are', async () => {
  for (let n = 0; n < 6; n++) await notify(user, `n${n}`);
  await subscriptionCatchesUp();
  const metadata = { user_id: user, actor: user, command_id: crypto.randomUUID(), correlation_id: 'trace' };
  const { rest } = await markAllRead(env, metadata, undefined, { page: 2, pages: 10, mostMs: 0 });
  expect(rest).not.toBeNull();
  await subscriptionCatchesUp();
  expect(await inbox('/unread')).toHaveLength(4);
});

test('the inbox comes in pages, the newest first, and waits for min_position', async () => {
  for (const title of ['a', 'b', 'c']) await notify(user, title);
  const first = await call(user, 'GET', `/notifications?limit=2&min_position=${fakes.store.log.length}`);
  const next = /<\/api\/v1\/notifications([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1];
  const titles = [...(await first.json<Notification[]>()), ...(await inbox(next))].map(({ title }) => title);
  expect(titles).toEqual(['c', 'b', 'a']);

  fakes.live = false;
  await notify(user, 'd');
  const late = await call(user, 'GET', `/notifications?min_position=${fakes.store.log.length}`);
  expect([late.status, late.headers.get('retry-after')]).toEqual([409, '1']);
});

test('a delivery that does not start at the checkpoint changes nothing and is answered with the checkpoint', async () => {
  await notify(user);
  const { checkpoint } = await subscriptionCatchesUp();
  const events = fakes.store.log.slice(checkpoint - 1);
  for (const from of [checkpoint - 1, checkpoint + 3])
    expect(await consumer().deliver({ from, to: from + 1, events })).toMatchObject({ checkpoint, skipped: [] });
  expect(await inbox()).toHaveLength(1);
});

test('a statement that fails leaves rows and checkpoint untouched', async () => {
  const { checkpoint: from } = await subscriptionCatchesUp();
  for (const title of ['good', 'bad']) await notify(user, title);
  const events = fakes.store.log.slice(from);
  const delivery = { from, to: from + events.length, events };
  const broken = events.map((e, n) => (n === 1 ? { ...e, data: { ...e.data, code: null } } : e));
  await expect((async () => consumer().deliver({ ...delivery, events: broken }))()).rejects.toThrow(/NOT NULL/);
  expect(await checkpointOf(env.DB, 'notification')).toBe(from);
  expect(await inbox()).toEqual([]);
  expect(await consumer().deliver(delivery)).toEqual({ checkpoint: delivery.to });
  expect(await inbox()).toHaveLength(2);
});

test('the unread are found by their own index', async () => {
  const { results } = await env.DB.prepare(
    'EXPLAIN QUERY PLAN SELECT * FROM notifications WHERE user_id = ? AND is_read = 0 ORDER BY position DESC',
  )
    .bind(user)
    .all<{ detail: string }>();
  expect(results.map(({ detail }) => detail).join()).toContain('notifications_unread');
});

test('nothing is answered without a token, and health gives the checkpoint of the read model', async () => {
  expect((await http.fetch('http://notification/api/v1/notifications')).status).toBe(401);
  expect((await http.fetch('http://notification/api/v1/live')).status).toBe(401);
  expect(await json(http.fetch('http://notification/health'))).toEqual({
    status: 'ok',
    checkpoint: await checkpointOf(env.DB, 'notification'),
  });
});
