// Answers that this Worker passes on from its objects. One that still has the `dispose` of the call that brought it keeps that call
// open in the memory of a Durable Object that asked: each answer, for as long as the object lives.
import { createExecutionContext } from 'cloudflare:test';
import { expect, it } from 'vitest';
import { THE_SWITCH } from '#shared/engine/faults/env';
import { asData } from '#shared/engine/runtime/as-data';
import { eventually } from '#shared/engine/testing/eventually';
import { ChaosRpc, EventReaderRpc, EventStoreRpc, SubscriptionRpc } from '../src/development.ts';
import { atOnce, env, freshStream, request } from './env.ts';

const context = Object.assign(createExecutionContext(), { props: { aggregate_types: ['Media'] } });
const store = new EventStoreRpc(context, env);
const reader = new EventReaderRpc(context, env);
const subscriptions = new SubscriptionRpc(context, env);

const keepsOpen = (answer: object): boolean => Symbol.dispose in answer;

it('the runtime gives every answer of an object something to dispose of', async () => {
  const { stream } = freshStream();
  const answer = await stream.read(0, null);
  expect([answer, asData(answer)].map(keepsOpen)).toEqual([true, false]);
});

it.each([
  [
    'append',
    async () => {
      const { id, event } = freshStream();
      return [
        await store.append(atOnce(id, 'no_stream', event(1))),
        await store.append(atOnce(id, 'no_stream', event(2))),
      ];
    },
  ],
  [
    'an append that is waited for',
    async () => {
      const { id, event } = freshStream();
      return [
        await store.append({ ...request(id, 'no_stream', event(1)), awaited_by: 'media', shown_within_ms: 2_000 }),
      ];
    },
  ],
  ['readStream', async () => [await reader.readStream(freshStream().id)]],
  ['readLog', async () => [await reader.readLog({ after: 0, limit: 1 })]],
  [
    'waitFor',
    async () => {
      const { id, event } = freshStream();
      const appended = await store.append(request(id, 'no_stream', event(1)));
      return [
        await subscriptions.waitFor('media', 0, 1),
        await subscriptions.waitFor(
          'media',
          { aggregate_id: id, version: appended.ok ? appended.version : 0 },
          2_000,
        ),
      ];
    },
  ],
  [
    'draw',
    async () => {
      const [chaos, draws] = [env.CHAOS.getByName(THE_SWITCH), new ChaosRpc(context, env)];
      await chaos.setPlan({ seed: 1, faults: [{ at: 'saga', kind: 'error' }] });
      const fault = await eventually(async () => (await draws.draw('saga', 'any')) ?? undefined);
      await chaos.setPlan({ seed: 1, faults: [] });
      return [fault];
    },
  ],
] as const)('%s answers with data alone', async (_, answers) => {
  const all = await answers();
  expect(all.length).toBeGreaterThan(0);
  expect(all.filter(keepsOpen)).toEqual([]);
});
