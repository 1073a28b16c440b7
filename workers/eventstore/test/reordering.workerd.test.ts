// The fault kind `reorder` in the real event store: a held call is really overtaken, and its event comes later in the log. The
// hold is longer than any test may take, so where a test passes, the overtaking call has released the held one.
import { afterEach, describe, expect, it } from 'vitest';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import type { Fault } from '#shared/engine/faults/plan';
import { eventually } from '#shared/engine/testing/eventually';
import { env, eventStore, freshStream, request } from './env.ts';
import { chaos } from './objects.ts';
import * as log from '#shared/engine/eventstore/log/store';

const FOR_EVER_MS = 60_000;

const injectFault = (...faults: Fault[]) => chaos().setPlan({ seed: 1, faults });
const struck = () => eventually(async () => (await chaos().plan()).faults[0]?.struck || undefined);
afterEach(() => injectFault());

const positionOf = (id: string) =>
  eventually(async () => (await log.read(CATALOGUE, env.DB, { aggregate_id: id, limit: 1 }))[0]?.position);

describe('what is to be overtaken', () => {
  it.each(['append', 'publish'] as const)(
    'at %s comes after the next one of another stream in the log',
    async (at) => {
      const [first, second] = [freshStream(), freshStream()];
      await injectFault({ at, step: first.id, kind: 'reorder', delay_ms: FOR_EVER_MS });
      const overtaken = eventStore().append(request(first.id, 'no_stream', first.event(1)));
      await struck();
      await eventStore().append(request(second.id, 'no_stream', second.event(1)));
      expect(await overtaken).toMatchObject({ ok: true, version: 1 });
      expect(await positionOf(first.id)).toBeGreaterThan(await positionOf(second.id));
    },
  );

  it('at append loses the race for its own stream, too', async () => {
    const { id, event } = freshStream();
    await injectFault({ at: 'append', step: id, kind: 'reorder', times: 1, delay_ms: FOR_EVER_MS });
    const overtaken = eventStore().append(request(id, 'no_stream', event(1)));
    await struck();
    expect(await eventStore().append(request(id, 'no_stream', event(2)))).toMatchObject({ ok: true, version: 1 });
    expect(await overtaken).toEqual({ ok: false, code: 'version_conflict', actual: 1 });
  });

  it('at poke is overtaken by the poke of another subscription, and holds up none', async () => {
    const { id, event } = freshStream();
    await injectFault({ at: 'poke', step: 'media', kind: 'reorder', times: 1, delay_ms: FOR_EVER_MS });
    await eventStore().append(request(id, 'no_stream', event(1)));
    await struck();
    for (const name of ['album', 'media'])
      await eventually(
        async () => (await env.CONTROL.applied(name)).some(({ aggregate_id }) => aggregate_id === id) || undefined,
      );
  });

  it('goes on by itself when no call overtakes it', async () => {
    const { id, event } = freshStream();
    await injectFault({ at: 'append', step: id, kind: 'reorder', delay_ms: 20 });
    expect(await eventStore().append(request(id, 'no_stream', event(1)))).toMatchObject({ ok: true, version: 1 });
  });
});
