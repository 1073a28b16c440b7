// Events that do not get into the log make no subscription lag, but health must show them.
import { expect, it } from 'vitest';
import { THE_LOG } from '#shared/engine/eventstore/env';
import { eventually } from '#shared/engine/testing/eventually';
import { health } from '../src/health.ts';
import { env, freshStream, request } from './env.ts';

const said = () => health(env);
const NONE = { streams: 0, events: 0 };
const held = async () => (await said()).outbox ?? NONE;

it('is degraded while outboxes hold unpublished events, and ok again once they are published', async () => {
  const { id, stream, event } = freshStream();
  const log = env.LOG.getByName(THE_LOG);
  // Streams of other tests may hold what they could not publish, and publish it between two looks.
  const others = await eventually(async () => {
    await log.outboxHolds(id, 0);
    const before = await held();
    await log.outboxHolds(id, 3);
    const outbox = { streams: before.streams + 1, events: before.events + 3 };
    expect(await said()).toMatchObject({ status: 'degraded', outbox });
    return before;
  });
  await stream.append(request(id, 'no_stream', event(1)));
  expect(await stream.position(1, 30_000)).not.toBeNull();
  const { streams, events } = await held();
  expect(streams).toBeLessThanOrEqual(others.streams);
  expect(events).toBeLessThanOrEqual(others.events);
  if (others.streams === 0) expect(await said()).not.toHaveProperty('outbox');
});
