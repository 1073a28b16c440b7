// Events that do not get into the log make no subscription lag, but health must show them.
import { expect, it } from 'vitest';
import { THE_LOG } from '#shared/engine/eventstore/env';
import { health } from '../src/health.ts';
import { env, freshStream, request } from './env.ts';

const said = () => health(env);
/** Streams of other tests may still hold what they could not publish. */
const held = async () => (await said()).outbox?.events ?? 0;

it('is degraded while outboxes hold unpublished events, and ok again once they are published', async () => {
  const { id, stream, event } = freshStream();
  const others = await held();
  await env.LOG.getByName(THE_LOG).outboxHolds(id, 1_000);
  const { status, outbox } = await said();
  expect(status).toBe('degraded');
  expect(outbox?.events).toBeGreaterThanOrEqual(1_000);
  await stream.append(request(id, 'no_stream', event(1)));
  expect(await stream.position(1, 30_000)).not.toBeNull();
  expect(await held()).toBeLessThanOrEqual(others);
  if (others === 0) expect(await said()).not.toHaveProperty('outbox');
});
