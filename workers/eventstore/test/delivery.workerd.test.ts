// The whole way of an event, stream → log → subscription → consumer, with a fault at every seam (invariants S5, S6,
// X1, X3, P2). Each test's name says what the crash leaves behind; that it ends well says who repairs it.
import { afterEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import type { Fault } from '#shared/engine/faults/plan';
import { SUBSCRIPTIONS } from '#shared/mediahub/subscriptions';
import { eventually } from '#shared/engine/testing/eventually';
import { effects } from './effects.ts';
import { env, freshStream, request } from './env.ts';
import { kill } from './objects.ts';
import { THE_LOG } from '#shared/engine/eventstore/env';
import { THE_SWITCH } from '#shared/engine/faults/env';
import * as log from '#shared/engine/eventstore/log/store';

// A stub does not survive the death of its object: take a new one each time.
const chaos = () => env.CHAOS.getByName(THE_SWITCH);
const injectFault = async (...faults: Fault[]) => chaos().setPlan({ seed: 1, faults });
const struck = async () => (await chaos().plan()).faults.map((fault) => fault.struck);

const expectDense = async () => {
  const positions = (await log.read(CATALOGUE, env.DB, { limit: 1000 })).map((e) => e.position);
  expect(positions).toEqual(positions.map((_, n) => n + 1));
};

afterEach(async () => injectFault());

describe('an event takes effect once at every consumer and has one place in a dense log', () => {
  it('when nothing fails, for 16 clients writing to 16 streams', async () => {
    const streams = Array.from({ length: 16 }, freshStream);
    await Promise.all(
      streams.map(async ({ id, stream, event }) => {
        for (let n = 0; n < 5; n++) await stream.append(request(id, n || 'no_stream', event(n)));
      }),
    );
    const ids = streams.flatMap(({ event }) => [0, 1, 2, 3, 4].map((n) => event(n).id));
    for (const name of SUBSCRIPTIONS) expect(await effects(name, ids)).toEqual(ids.map(() => 1));
    await expectDense();
  });

  it.each([
    ['the publish is lost after the stream committed', { at: 'publish', kind: 'error', times: 1 }],
    ['the answer of the log is lost after its commit', { at: 'publish', kind: 'drop_reply', times: 1 }],
    ['the log dies between its commit and the poke', { at: 'poke', step: 'media', kind: 'error', times: 1 }],
    ['the answer of a poke is lost', { at: 'poke', step: 'media', kind: 'drop_reply', times: 1 }],
    ['a delivery is lost', { at: 'deliver', step: 'media', kind: 'error', times: 2 }],
    [
      'the answer is lost after the consumer committed',
      { at: 'deliver', step: 'media', kind: 'drop_reply', times: 1 },
    ],
  ] as [string, Fault][])('when %s, then a second append follows', async (_, fault) => {
    const { id, stream, event } = freshStream();
    await injectFault(fault);
    expect(await stream.append(request(id, 'no_stream', event(1)))).toMatchObject({ version: 1 });
    expect(await stream.append(request(id, 1, event(2)))).toMatchObject({ ok: true, version: 2 });
    expect(await effects('media', [event(1).id, event(2).id])).toEqual([1, 1]);
    expect(await struck()).toEqual([fault.times]);
    const positions = (await log.read(CATALOGUE, env.DB, { aggregate_id: id, limit: 10 })).map((e) => e.version);
    expect(positions).toEqual([1, 2]);
    await expectDense();
  });

  it('when every object dies right after an append that the log never saw', async () => {
    const { id, stream, event } = freshStream();
    await injectFault({ at: 'publish', kind: 'error' });
    const answer = await stream.append(request(id, 'no_stream', event(1)));
    expect(answer).toMatchObject({ ok: true, version: 1, position: null });
    await injectFault();
    await abortAllDurableObjects();
    // Its alarm may have fired already; in any case it does the rest.
    await runDurableObjectAlarm(again(id));
    expect(await effects('media', [event(1).id])).toEqual([1]);
  });

  it('when every object dies between the log commit and all the pokes', async () => {
    const { id, stream, event } = freshStream();
    await injectFault({ at: 'poke', kind: 'error' });
    await stream.append(request(id, 'no_stream', event(1)));
    await injectFault();
    await abortAllDurableObjects();
    const theLog = env.LOG.getByName(THE_LOG) as unknown as DurableObjectStub;
    await runDurableObjectAlarm(theLog);
    for (const name of SUBSCRIPTIONS) expect(await effects(name, [event(1).id])).toEqual([1]);
  });
});

describe('a subscription', () => {
  it('that dies right after its very first poke goes on by itself', async () => {
    const { id, stream, event } = freshStream();
    await stream.append(request(id, 'no_stream', event(1)));
    const name = `first-${id}`;
    const stub = () => env.SUBSCRIPTION.getByName(name);
    await stub().notify('media', 0, 1, []);
    await runInDurableObject(stub() as unknown as DurableObjectStub, (_, ctx) =>
      ctx.abort('killed by a test'),
    ).catch(() => undefined);
    // No one pokes it again: only its own alarm is left.
    await eventually(async () => ((await stub().status('media')).checkpoint > 0 ? true : undefined));
  });
});

describe('a subscription that dies with more before it than one page', () => {
  it('goes on to the end by itself', async () => {
    const { id, stream, event } = freshStream();
    await env.CONTROL.break('album', 'everything');
    for (const page of [0, 1, 2]) {
      const events = Array.from({ length: 100 }, (_, n) => event(page * 100 + n));
      await stream.append(request(id, page * 100, ...events));
    }
    await eventually(async () =>
      (await env.SUBSCRIPTION.getByName('album').status('album')).attempts > 0 ? true : undefined,
    );
    await kill('album');
    await env.CONTROL.break('album', null);
    // No one pokes it again: only its own alarm is left, and what is in the log.
    const ids = Array.from({ length: 300 }, (_, n) => event(n).id);
    expect(await effects('album', ids)).toEqual(ids.map(() => 1));
  });
});

describe('an alarm that fires twice', () => {
  it('publishes nothing twice', async () => {
    const { id, stream, event } = freshStream();
    await stream.append(request(id, 'no_stream', event(1)));
    await runDurableObjectAlarm(again(id));
    await runDurableObjectAlarm(again(id));
    expect(await effects('media', [event(1).id])).toEqual([1]);
    await expectDense();
  });
});

describe('waitFor', () => {
  it('answers when the subscription has passed the position', async () => {
    const { id, stream, event } = freshStream();
    const result = await stream.append(request(id, 'no_stream', event(1)));
    const position = result.ok ? (result.position ?? 0) : 0;
    const waited = await env.SUBSCRIPTION.getByName('media').waitFor('media', position, 30_000);
    expect(waited.reached).toBe(true);
    expect(await effects('media', [event(1).id])).toEqual([1]);
  });

  it('says that a position in the future was not reached', async () => {
    const waited = await env.SUBSCRIPTION.getByName('media').waitFor('media', 1e9, 50);
    expect(waited.reached).toBe(false);
  });
});

const again = (id: string) => env.STREAM.getByName(id) as unknown as DurableObjectStub;
