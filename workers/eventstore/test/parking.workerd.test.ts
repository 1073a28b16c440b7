// Parked events in the real event store: what is parked and what is not, and how it comes out again (invariants P3, X2).
import { runInDurableObject } from 'cloudflare:test';
import { afterEach, describe, expect, it } from 'vitest';
import type { Fault } from '#shared/engine/faults/plan';
import { ParkingLot } from '#shared/engine/eventstore/subscription/ParkingLot';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { eventually } from '#shared/engine/testing/eventually';
import { retryAll } from '../src/repair/parked.ts';
import { effects } from './effects.ts';
import { env, freshStream, request } from './env.ts';
import { again, chaos, kill } from './objects.ts';
import { readModel } from './read-model.ts';

const injectFault = async (...faults: Fault[]) => chaos().setPlan({ seed: 1, faults });
afterEach(async () => injectFault());

describe('an event that a consumer cannot take', () => {
  const album = () => env.SUBSCRIPTION.getByName('album');
  const parkedOf = async (id: string) =>
    (await album().parked('album', 200)).filter((parked) => parked.partition_key === id);

  it('is parked with its reason and the later events of its partition, and stops no other partition', async () => {
    const bad = freshStream();
    const good = freshStream();
    await env.CONTROL.break('album', bad.id);
    await good.stream.append(request(good.id, 'no_stream', good.event(1)));
    await bad.stream.append(request(bad.id, 'no_stream', bad.event(1)));
    await good.stream.append(request(good.id, 1, good.event(2)));
    await bad.stream.append(request(bad.id, 1, bad.event(2)));

    expect(await effects('album', [good.event(1).id, good.event(2).id])).toEqual([1, 1]);
    const parked = await eventually(async () => {
      const found = await parkedOf(bad.id);
      return found.length === 2 ? found : undefined;
    });
    expect(parked.map((p) => p.event.version)).toEqual([1, 2]);
    expect(parked[0]?.reason).toBe(`album cannot take ${bad.id}`);
    expect(parked[1]?.reason).toBe(`waits behind position ${parked[0]?.position}`);
    expect(await effects('media', [bad.event(1).id, bad.event(2).id])).toEqual([1, 1]);

    // Still broken: it stays parked, with one more attempt.
    const second = parked[1]?.position ?? 0;
    expect(await album().retryParked('album', second)).toEqual({
      delivered: 0,
      failed: `album cannot take ${bad.id}`,
    });
    expect(await parkedOf(bad.id)).toHaveLength(2);

    // Healed: the later one takes the earlier one along, in order, and new ones go through again.
    await env.CONTROL.break('album', null);
    expect(await album().retryParked('album', second)).toEqual({ delivered: 2, failed: null });
    await bad.stream.append(request(bad.id, 2, bad.event(3)));
    const all = [1, 2, 3].map((n) => bad.event(n).id);
    expect(await effects('album', all)).toEqual([1, 1, 1]);
    expect(await parkedOf(bad.id)).toEqual([]);
    expect(await album().status('album')).toMatchObject({ state: 'running', last_error: null });
  });

  it('is followed, once it is repaired, by all that only waits behind it', async () => {
    const { id, stream, event } = freshStream();
    await env.CONTROL.break('album', id);
    for (const n of [1, 2, 3]) await stream.append(request(id, n - 1 || 'no_stream', event(n)));
    const [first] = await eventually(async () => {
      const found = await parkedOf(id);
      return found.length === 3 ? found : undefined;
    });
    await env.CONTROL.break('album', null);
    expect(await album().retryParked('album', first?.position ?? 0)).toEqual({ delivered: 3, failed: null });
    expect(await parkedOf(id)).toEqual([]);
    const applied = (await env.CONTROL.applied('album')).filter(({ aggregate_id }) => aggregate_id === id);
    expect(applied.map(({ version }) => version)).toEqual([1, 2, 3]);
  });

  it('is not parked when it took effect and only the answers were lost', async () => {
    const { id, stream, event } = freshStream();
    await injectFault({ at: 'deliver', step: 'album', kind: 'drop_reply', times: 20 });
    await stream.append(request(id, 'no_stream', event(1)));
    expect(await effects('album', [event(1).id])).toEqual([1]);
    await injectFault();
    await stream.append(request(id, 1, event(2)));
    expect(await effects('album', [event(1).id, event(2).id])).toEqual([1, 1]);
    expect(await parkedOf(id)).toEqual([]);
  });

  it('is not parked while its consumer is out of order as a whole: that is asked again until it is back', async () => {
    const { id, stream, event } = freshStream();
    await env.CONTROL.break('album', 'everything');
    await stream.append(request(id, 'no_stream', event(1)));
    await eventually(async () => ((await album().status('album')).attempts > 2 ? true : undefined));
    expect(await parkedOf(id)).toEqual([]);
    await env.CONTROL.break('album', null);
    expect(await effects('album', [event(1).id])).toEqual([1]);
  });

  it('does not hide another partition, however many it has parked itself', async () => {
    const [poisoned, healed] = [freshStream(), freshStream()];
    await env.CONTROL.break('album', healed.id);
    await healed.stream.append(request(healed.id, 'no_stream', healed.event(1)));
    const [{ position } = { position: 0 }] = await eventually(async () => {
      const found = await parkedOf(healed.id);
      return found.length === 1 ? found : undefined;
    });
    const object = album() as unknown as DurableObjectStub;
    await runInDurableObject(object, (_, ctx) => {
      const lot = new ParkingLot(ctx.storage.sql, CATALOGUE);
      const { event } = lot.at(position) ?? {};
      if (!event) throw new Error('it is parked');
      // Six hundred below the other one: positions that the checkpoint has long passed.
      for (let n = 1; n <= 600; n++) {
        const bad = { ...event, aggregate_id: poisoned.id, position: -n };
        lot.park(poisoned.id, bad, 'cannot be taken', 5, '2026-01-01T00:00:00.000Z');
      }
    });
    await env.CONTROL.break('album', poisoned.id);
    const { delivered, failed, next } = await retryAll(env);
    // The store is shared: what other tests have left parked may come along.
    expect(delivered).toBeGreaterThan(0);
    expect(next).toBeNull();
    expect(failed).toContain(`album cannot take ${poisoned.id}`);
    expect(await parkedOf(healed.id)).toEqual([]);
    await env.CONTROL.break('album', null);
    await retryAll(env);
    expect(await parkedOf(poisoned.id)).toEqual([]);
  });

  it('is retried by one person at a time, and no more once it is being discarded: the answer says why', async () => {
    const { id, stream, event } = freshStream();
    await env.CONTROL.break('album', id);
    await stream.append(request(id, 'no_stream', event(1)));
    const [first] = await eventually(async () => {
      const found = await parkedOf(id);
      return found.length === 1 ? found : undefined;
    });
    const position = first?.position ?? 0;
    const trying = album().retryParked('album', position);
    const both = await Promise.all([album().retryParked('album', position), trying]);
    expect(both.map(({ failed }) => failed)).toContain('it is being tried already');
    expect(await album().giveUp(position)).toBe(true);
    await env.CONTROL.break('album', null);
    // The log is about to say that it was given up: it must not take effect any more.
    expect(await album().retryParked('album', position)).toEqual({
      delivered: 0,
      failed: `position ${position} is being discarded`,
    });
    await album().discardParked('album', position);
    expect(await parkedOf(id)).toEqual([]);
  });

  it('is parked again when its read model was put back to before it was repaired, and not when it was given up', async () => {
    const name = 'notification';
    const [repaired, discarded] = [freshStream(), freshStream()];
    const subscription = () => env.SUBSCRIPTION.getByName(name);
    const parkedIn = async ({ id }: { id: string }) =>
      (await subscription().parked(name, 1_000)).filter(({ event }) => event.aggregate_id === id);
    const parkedOnce = async (stream: ReturnType<typeof freshStream>) => {
      readModel.cannotTake = stream.id;
      await stream.stream.append(request(stream.id, 'no_stream', stream.event(1)));
      const [one] = await eventually(async () => {
        const found = await parkedIn(stream);
        return found.length === 1 ? found : undefined;
      });
      readModel.cannotTake = null;
      return one?.position ?? 0;
    };
    const [position, given] = [await parkedOnce(repaired), await parkedOnce(discarded)];
    const skipped = await env.READ_MODEL.prepare('SELECT * FROM skipped_events').all<{ position: number }>();
    expect(skipped.results.map((row) => row.position)).toEqual(expect.arrayContaining([position, given]));
    expect(await subscription().retryParked(name, position)).toMatchObject({ failed: null });
    expect(await subscription().giveUp(given)).toBe(true);
    await subscription().discardParked(name, given);

    const putBack = [
      env.READ_MODEL.prepare('DELETE FROM applied WHERE position = ?1').bind(position),
      env.READ_MODEL.prepare('DELETE FROM applied_parked WHERE aggregate_id = ?1').bind(repaired.id),
      env.READ_MODEL.prepare("INSERT INTO skipped_events VALUES ('notification', ?1)").bind(position),
    ];
    await env.READ_MODEL.batch(putBack);
    await kill(name);
    await again(() => subscription().status(name));
    expect(await parkedIn(repaired)).toMatchObject([{ position, attempts: 1 }]);
    expect(await parkedIn(discarded)).toEqual([]);
    expect(await subscription().retryParked(name, position)).toMatchObject({ delivered: 1, failed: null });
    const applied = await env.READ_MODEL.prepare('SELECT 1 FROM applied WHERE position = ?1').bind(position).all();
    expect(applied.results).toHaveLength(1);
  });
});
