// What people see moving, over the whole system: depths and refusals at their place, the journey of one event, names for
// ids; and that no one sees another user's.
import { isDeepStrictEqual } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { SagaTimelineEntry } from '#shared/engine/saga/view';
import { eventually } from '#shared/engine/testing/eventually';
import type { Flow, Journey } from '#shared/mediahub/api/flow';
import { SUBSCRIPTIONS } from '#shared/mediahub/subscriptions';
import { Client } from './client.ts';
import { STEPS } from './upload.ts';

const operator = await Client.login(null);
afterEach(() => operator.heal());

const flow = (who: Client) => who.get<Flow>('/api/v1/flow');

it('an event is noted at each place that it passes, while a user watches the flow, and shown to its owner only', async () => {
  const [user, other] = [await Client.login(), await Client.login()];
  // Notes are gone with the object that held them: then the next event shows it.
  const path = await eventually(async () => {
    await flow(user);
    const { body } = await user.upload();
    await user.sagaOf(body.id);
    const [event] = await user.get<LoggedEvent[]>(`/api/v1/events/aggregate/${body.id}`);
    const journey = `/api/v1/events/journey/${event?.position}`;
    // A subscription that no request waits for gets the event a moment later.
    const { event: traced, notes } = await eventually(async () => {
      const answer = await user.get<Journey>(journey);
      return answer.subscriptions.every(({ passed, parked }) => passed && parked === null) ? answer : undefined;
    });
    expect(traced.id).toBe(event?.id);
    expect(notes[0]).toMatchObject({ place: 'log', what: 'logged' });
    const at = (place: string) => notes.filter((note) => note.place === place).map(({ what }) => what);
    for (const place of SUBSCRIPTIONS) expect(at(place), place).toEqual(['handed', 'applied']);
    return journey;
  });
  expect((await other.call('GET', path)).status).toBe(404);
  expect((await operator.call('GET', path)).status).toBe(200);
});

it('an object that is in use stays in memory, with its notes', async () => {
  const since = new Date().toISOString();
  await flow(operator);
  const held = new Map<string, number>();
  let gone = 0;
  let looked = Date.now();
  for (const until = Date.now() + 20_000; Date.now() < until;) {
    await operator.upload();
    const { notes } = await operator.get<Flow>(`/api/v1/flow?since=${since}`);
    // workerd evicts what has been at rest for ten seconds: on a machine that is so slow, nothing was in use.
    const isInUse = Date.now() - looked < 5_000;
    looked = Date.now();
    for (const place of SUBSCRIPTIONS) {
      const count = notes.filter((note) => note.place === place).length;
      if (isInUse && count < (held.get(place) ?? 0)) gone++;
      held.set(place, count);
    }
  }
  expect(gone).toBeLessThanOrEqual(3);
  expect(held.get('saga')).toBeGreaterThan(0);
});

it('a delivery that comes twice is refused once, and counted', async () => {
  const user = await Client.login();
  const refused = async () => (await flow(user)).subscriptions.find(({ name }) => name === 'media')?.refused ?? 0;
  const before = await refused();
  await operator.injectFault({ at: 'deliver', step: 'media', kind: 'duplicate' });
  const { body } = await user.upload();
  await user.sagaOf(body.id);
  await eventually(async () => (await refused()) > before || undefined);
  const { media } = await user.get<{ media: object[] }>('/api/v1/media');
  expect(media).toHaveLength(1);
});

it('what a stream cannot publish is in its outbox, and is gone from there once it is through', async () => {
  const user = await Client.login();
  await operator.injectFault({ at: 'publish', step: 'media', kind: 'drop_request', times: 7 });
  const uploading = user.upload();
  await eventually(async () => ((await flow(user)).log.outbox.events > 0 ? true : undefined));
  const { body } = await uploading;
  await user.sagaOf(body.id);
  await eventually(async () => ((await flow(user)).log.outbox.events === 0 ? true : undefined));
});

it('ids are resolved to names: a user’s own, and all of them for an operator', async () => {
  const [user, other] = [await Client.login(), await Client.login()];
  const { body } = await user.upload();
  await user.call('PATCH', `/api/v1/media/${body.id}`, { filename: '東京の夜景.jpg' });
  const path = `/api/v1/events/names?ids=${body.id},media-unknown`;
  await eventually(async () =>
    isDeepStrictEqual(await user.get(path), { [body.id]: '東京の夜景.jpg' }) ? true : undefined,
  );
  expect(await other.get(path)).toEqual({});
  expect(await operator.get(path)).toEqual({ [body.id]: '東京の夜景.jpg' });
});

it('several types are one page in log order, and a span of time ends where it is said', async () => {
  const user = await Client.login();
  const { body } = await user.upload();
  await user.sagaOf(body.id);
  const all = await user.get<LoggedEvent[]>('/api/v1/events?limit=200');
  const wanted = ['MediaUploaded', 'NotificationSent'];
  const some = await user.get<LoggedEvent[]>(`/api/v1/events?type=${wanted.join(',')}&order=desc`);
  expect(some).toEqual(all.filter(({ event_type }) => wanted.includes(event_type)).toReversed());
  const [first] = all;
  const until = await user.get<LoggedEvent[]>(`/api/v1/events?until=${first?.created_at}`);
  expect(until[0]).toEqual(first);
  expect(until.length).toBeLessThan(all.length);
});

it('a saga’s timeline shows, after every input, its steps and what is out; and what came too late', async () => {
  const user = await Client.login();
  const { body } = await user.upload();
  const { id } = await user.sagaOf(body.id);
  const timeline = await user.get<SagaTimelineEntry[]>(`/api/v1/sagas/${id}/timeline`);
  expect(timeline[0]).toMatchObject({
    what: 'started',
    out: { command: 'media.process', step_name: 'process', direction: 'do' },
  });
  expect(timeline.findLast(({ what }) => what !== 'late')).toMatchObject({ status: 'completed', out: null });
  expect(timeline.at(-1)?.steps.map(({ status }) => status)).toEqual(STEPS.map(() => 'completed'));
});
