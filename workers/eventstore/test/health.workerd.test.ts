// Events that do not get into the log make no subscription lag, but health must show them.
import { expect, it } from 'vitest';
import { THE_LOG } from '#shared/engine/eventstore/env';
import { eventually } from '#shared/engine/testing/eventually';
import { health } from '../src/health.ts';
import { env, freshStream, request } from './env.ts';

const said = () => health(env);
/** Streams of other tests may still hold what they could not publish at once. */
const nothingHeld = () =>
  eventually(async () => {
    expect(await said()).not.toHaveProperty('outbox');
    return true;
  });

it('is degraded while outboxes hold unpublished events, and ok again once they are published', async () => {
  const { id, stream, event } = freshStream();
  await nothingHeld();
  await env.LOG.getByName(THE_LOG).outboxHolds(id, 3);
  expect(await said()).toMatchObject({ status: 'degraded', outbox: { streams: 1, events: 3 } });
  await stream.append(request(id, 'no_stream', event(1)));
  expect(await stream.position(1, 30_000)).not.toBeNull();
  await nothingHeld();
});
