// The live feed: what a browser hears while it is connected, what it hears later, and what it never hears.
import { expect, it } from 'vitest';
import type { LiveMessage } from '#shared/mediahub/api/live';
import { eventually } from '#shared/engine/testing/eventually';
import { Client } from './client.ts';
import { listen } from './listen.ts';
import { system } from './system.ts';
import { EVENTS } from './upload.ts';

/** The types of all events, or of those alone that a person or this saga caused. */
const eventsIn = (messages: LiveMessage[], saga?: string) =>
  messages.flatMap((message) => {
    if (message.type !== 'event') return [];
    const { event_type, metadata } = message.event;
    return saga === undefined || (metadata.saga_id ?? saga) === saga ? [event_type] : [];
  });

it('sends every event in log order, the saga, and the notification', async () => {
  const user = await Client.login();
  const messages = await listen(user);
  const { body } = await user.upload();
  const { id } = await user.sagaOf(body.id);
  const heard = await eventually(() => {
    const types = eventsIn(messages, id);
    return types.includes('NotificationSent') && messages.some((m) => m.type === 'notification')
      ? types
      : undefined;
  });
  expect(heard.filter((type) => type !== 'UserRegistered')).toEqual(EVENTS);
  await eventually(() => messages.some((m) => m.type === 'saga' && m.saga.status === 'completed') || undefined);
  const revisions = messages.flatMap((m) => (m.type === 'saga' && m.saga.id === id ? [m.saga.revision] : []));
  expect(revisions).toEqual([...revisions].sort((a, b) => a - b));
});

it('replays the events from before the browser connected', async () => {
  const user = await Client.login();
  const { body } = await user.upload();
  await user.sagaOf(body.id);
  const events = await user.events();
  const first = events.findIndex((event) => event.event_type === 'MediaUploaded');
  const messages = await listen(user, events[first]?.position);
  const missed = events.slice(first + 1).map((event) => event.event_type);
  await eventually(() => eventsIn(messages).length >= missed.length || undefined);
  expect(eventsIn(messages)).toEqual(missed);
});

it("a user hears nothing of another user's uploads", async () => {
  const [alice, bob] = await Promise.all([Client.login(), Client.login()]);
  const [hers, his] = await Promise.all([listen(alice), listen(bob)]);
  const { body } = await alice.upload();
  await alice.sagaOf(body.id);
  await eventually(() => (eventsIn(hers).includes('NotificationSent') ? true : undefined));
  const own = await bob.upload();
  await bob.sagaOf(own.body.id);
  await eventually(() => (eventsIn(his).includes('NotificationSent') ? true : undefined));
  expect(JSON.stringify(his)).not.toContain(alice.userId);
  expect(JSON.stringify(his)).not.toContain(body.id);
});

it('needs a login', async () => {
  const { url } = await system();
  const answer = await fetch(`${url.origin}/api/v1/live`, { headers: { upgrade: 'websocket' } }).catch(() => null);
  expect(answer?.status ?? 401).toBe(401);
});
