// Every kind of fault at every place where it can strike in the event store, as a table: the fault strikes once, at the
// place that it always did, and once it is over the event has its one place in the log and its one effect.
import { afterEach, describe, expect, it } from 'vitest';
import * as log from '#shared/engine/eventstore/log/store';
import { INJECTION_POINTS, KINDS, type InjectionPoint, type FaultKind } from '#shared/engine/faults/plan';
import { eventually } from '#shared/engine/testing/eventually';
import { CATALOGUE } from '#shared/mediahub/events/catalogue';
import { PRESETS } from '#shared/mediahub/fault-presets';
import { effects, taken } from './effects.ts';
import { env, eventStore, freshStream, request } from './env.ts';
import { again, chaos, ring } from './objects.ts';

const FAULT_KINDS = Object.keys(KINDS) as FaultKind[];

/** What is true of an append right after it was struck: whether it was answered, and how many events the stream holds. */
const APPEND: Record<FaultKind, [answered: boolean, version: number]> = {
  error: [false, 0],
  drop_request: [false, 0],
  drop_reply: [false, 1],
  duplicate: [true, 1],
  delay: [true, 1],
  reorder: [true, 1],
  reject: [false, 0],
  // The object dies before what it wrote is stored.
  crash_before: [false, 0],
  crash_after: [false, 1],
  evict: [true, 1],
  duplicate_effect: [true, 1],
};

/** `delay_ms` keeps `delay` and `reorder` short. */
const plan = async (at: InjectionPoint, step: string, kind: FaultKind) =>
  again(() => chaos().setPlan({ seed: 1, faults: [{ at, step, kind, times: 1, delay_ms: 5 }] }));
const struck = async () => (await again(() => chaos().plan())).faults[0]?.struck;

afterEach(() => again(() => chaos().setPlan({ seed: 1, faults: [] })));

describe('an append is struck', () => {
  it.each(FAULT_KINDS)('by %s', async (kind) => {
    const { id, event } = freshStream();
    await plan('append', id, kind);
    const answered = await eventStore()
      .append(request(id, 'no_stream', event(1)))
      .then(
        ({ ok }) => ok,
        () => false,
      );
    const { version } = await again(() => env.STREAM.getByName(id).read(0, null));
    expect([answered, version]).toEqual(APPEND[kind]);
    expect(await struck()).toBe(1);
  });
});

describe.each(['publish', 'poke', 'deliver'] as const)('%s is struck', (edge) => {
  it.each(FAULT_KINDS)('by %s, and heals', async (kind) => {
    const { id, event } = freshStream();
    await plan(edge, edge === 'publish' ? id : 'album', kind);
    const append = () => eventStore().append(request(id, 'no_stream', event(1)));
    expect(await again(append)).toMatchObject({ ok: true, version: 1 });
    // The objects that died come back with their alarms, here without waiting for them. A call to an object that dies in its
    // alarm may never be answered, and then the alarm is gone: so they are rung until the event has its effect.
    await eventually(async () => {
      await Promise.all([ring({ stream: id }), ring('log'), ring('album')].map((rung) => rung.catch(() => false)));
      if ((await struck()) !== 1) return undefined;
      return (await taken('album')).some((one) => one.id === event(1).id) || undefined;
    });
    const counts = await effects('album', [event(1).id]);
    // A consumer that applies again what it has is the one fault that the event store cannot heal.
    if (kind !== 'duplicate_effect') expect(counts).toEqual([1]);
    const logged = await log.read(CATALOGUE, env.DB, { aggregate_id: id, limit: 10 });
    expect(logged.map(({ version }) => version)).toEqual([1]);
  });
});

it('every preset strikes at a place of these tables, or at a step of a saga', () => {
  for (const {
    id,
    plan: { faults },
  } of PRESETS)
    for (const { at, kind } of faults) {
      expect(INJECTION_POINTS, id).toContain(at);
      expect(FAULT_KINDS, id).toContain(kind);
    }
});
