// Fault plans over the real Workers: drawn from a seed, with faults of every kind at every edge and step. Whatever they
// do, once they are healed every saga ends, nothing happened twice, and nothing is half-done (G1 to G6, X1, X5, X6).
// A failure prints its seed and the shrunk plan; run it again, or for long:
//   SEED=<seed> PLAN=<path> npm test -- workers/system-tests/chaos.test.ts        SOAK_SECONDS=600 …
import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import {
  EDGES,
  KINDS,
  type Edge,
  type Fault,
  type FaultKind,
  type FaultPlan,
  type Preset,
} from '#shared/ports/chaos';
import type { LoggedEvent } from '#shared/events/envelope';
import type { SagaView } from '#shared/saga-view';
import { eventually } from '#shared/testing/eventually';
import { photo } from '#shared/testing/photo';
import { patience, trials } from '#shared/testing/property';
import { Client } from './client.ts';
import { system } from './system.ts';

const operator = await Client.login(null);
afterEach(() => operator.heal());

const ENDED = ['completed', 'failed', 'cancelled'];
const STEPS: Record<Edge, string[]> = {
  saga: ['process', 'add_to_default_album', 'notify', 'undo:add_to_default_album', 'undo:upload', 'tell_user'],
  append: ['media', 'album', 'notification'],
  publish: ['media', 'album', 'notification'],
  poke: ['media', 'album', 'notification', 'saga'],
  deliver: ['media', 'album', 'notification', 'saga'],
};
/** Whatever heals: a consumer that is really broken has a test of its own. */
const healing = (Object.keys(KINDS) as FaultKind[]).filter((kind) => kind !== 'duplicate_effect');

const anyFault = fc.constantFrom(...EDGES).chain((at): fc.Arbitrary<Fault> =>
  fc.record({
    at: fc.constant(at),
    step: fc.constantFrom(...STEPS[at]),
    kind: fc.constantFrom(...healing),
    after: fc.nat(2),
    times: fc.integer({ min: 1, max: 4 }),
  }),
);
const anyPlan: fc.Arbitrary<FaultPlan> = fc.record({
  seed: fc.nat(1_000),
  faults: fc.array(anyFault, { minLength: 2, maxLength: 8 }),
});

const PICTURE = photo(320, 240);
const types = (events: LoggedEvent[]) => events.map((event) => event.event_type);

/** Goes on with what waits for a person, until nothing does. */
const settled = (user: Client, sagas: number): Promise<SagaView[]> =>
  eventually(async () => {
    const found = await user.get<SagaView[]>('/api/v1/sagas?status=all&limit=200');
    for (const saga of found)
      if (saga.status === 'parked') await operator.call('POST', `/api/v1/sagas/${saga.id}/resume`);
    return found.length === sagas && found.every(({ status }) => ENDED.includes(status)) ? found : undefined;
  }, 60_000);

interface Bucket {
  list(options: { prefix: string }): Promise<{ objects: { key: string }[] }>;
}
const filesOf = async (mediaId: string): Promise<number> => {
  const { server } = await system();
  const { FILES } = await server.getWorker<{ FILES: Bucket }>('media-query').getEnv();
  return (await FILES.list({ prefix: `media/${mediaId}/` })).objects.length;
};

const upload = (user: Client, name: string) =>
  eventually(async () => {
    const answer = await user.upload(PICTURE, name, 'image/jpeg', { 'idempotency-key': name });
    return answer.status === 201 ? answer.body.id : undefined;
  }, 30_000);

/** Two uploads under the plan; then it heals. */
async function ordeal(plan: FaultPlan): Promise<void> {
  const user = await Client.login();
  await operator.call('PUT', '/api/v1/chaos', plan);
  const ids = await Promise.all([upload(user, 'one.jpg'), upload(user, 'two.jpg')]);
  // The faults meet the sagas while they run, and are gone before they could end everything.
  await eventually(async () => {
    const sagas = await user.get<SagaView[]>('/api/v1/sagas?status=all');
    return sagas.some(({ status }) => status !== 'running') || undefined;
  }, 4_000).catch(() => undefined);
  await operator.heal();

  const sagas = await settled(user, ids.length);
  const events = await eventually(async () => {
    const seen = await user.events();
    return types(seen).filter((type) => type === 'NotificationSent').length === ids.length ? seen : undefined;
  });
  for (const id of ids) {
    const own = sagas.filter((saga) => saga.aggregate_id === id);
    expect(own, 'one saga per upload').toHaveLength(1);
    const about = events.filter((e) => e.aggregate_id === id || ('media_id' in e.data && e.data.media_id === id));
    const count = (type: string) => types(about).filter((t) => t === type).length;
    for (const type of ['MediaUploaded', 'MediaAddedToAlbum', 'MediaRemovedFromAlbum', 'MediaUploadCompensated'])
      expect(count(type), `${type} at most once`).toBeLessThanOrEqual(1);
    const completed = own[0]?.status === 'completed';
    expect([completed, count('MediaUploadCompensated')]).toEqual([completed, completed ? 0 : 1]);
    expect(await filesOf(id), 'files').toBe(completed ? 2 : 0);
    const entries = await user.get<{ media_id: string }[]>('/api/v1/albums/default/media').catch(() => []);
    expect(entries.filter((entry) => entry.media_id === id).length, 'album entries').toBe(completed ? 1 : 0);
  }
  const versions = Map.groupBy(events, (event) => event.aggregate_id);
  for (const stream of versions.values())
    expect(stream.map((event) => event.version)).toEqual(stream.map((_, n) => n + 1));
}

describe('any plan of faults', () => {
  it(
    'heals: every saga ends, all or nothing holds, nothing happened twice',
    async () => {
      await fc.assert(fc.asyncProperty(anyPlan, ordeal), trials(2));
    },
    patience(180_000),
  );
});

describe('a plan', () => {
  const story = async (plan: FaultPlan) => {
    const user = await Client.login();
    await operator.call('PUT', '/api/v1/chaos', plan);
    const id = await upload(user, 'same.jpg');
    const saga = await user.sagaOf(id);
    const { faults } = await operator.get<{ faults: { struck: number }[] }>('/api/v1/chaos');
    const events = await user.events();
    return { user, status: saga.status, struck: faults.map(({ struck }) => struck), types: types(events) };
  };

  it('strikes the same way again: same plan, same sequence, same run', async () => {
    const plan: FaultPlan = {
      seed: 3,
      faults: [
        { at: 'saga', kind: 'drop_request', probability: 0.4, times: 6 },
        { at: 'saga', step: 'add_to_default_album', kind: 'crash_after', times: 1 },
      ],
    };
    const { user: _, ...first } = await story(plan);
    expect(await story(plan)).toMatchObject(first);
  });

  it('that kills streams around their commits loses nothing and doubles nothing', async () => {
    const { status, struck, user } = await story({
      seed: 1,
      faults: [
        { at: 'append', step: 'media', kind: 'crash_after', after: 1, times: 1 },
        { at: 'append', step: 'album', kind: 'crash_before', times: 1 },
        { at: 'append', step: 'notification', kind: 'evict', times: 1 },
      ],
    });
    expect([status, struck]).toEqual(['completed', [1, 1, 1]]);
    // Dead between commit and publish, the stream's outbox alarm publishes what nobody was told of.
    await eventually(async () => types(await user.events()).includes('MediaProcessed') || undefined);
    const seen = types(await user.events());
    for (const type of ['MediaProcessed', 'MediaAddedToAlbum', 'NotificationSent'])
      expect(seen.filter((t) => t === type), type).toHaveLength(1);
  });

  it.each(['saga', 'publish', 'poke', 'deliver'] as const)(
    'with every kind of fault at the edge %s strikes with each of them, and every upload completes',
    async (at) => {
      const kinds = healing.filter((kind) => kind !== 'reject');
      const subscription = at === 'poke' || at === 'deliver' ? { step: 'saga' } : {};
      const faults = kinds.map((kind) => ({ at, kind, times: 1, delay_ms: 10, ...subscription }));
      await operator.call('PUT', '/api/v1/chaos', { seed: 1, faults });
      const user = await Client.login();
      for (let n = 0, left = kinds; left.length > 0; n++) {
        expect(n, `${at}: ${left.join(', ')} never struck`).toBeLessThan(8);
        const id = await upload(user, `${n}.jpg`);
        expect((await user.sagaOf(id)).status).toBe('completed');
        const active = await operator.get<{ faults: { struck: number }[] }>('/api/v1/chaos');
        left = kinds.filter((_, m) => active.faults[m]?.struck === 0);
      }
    },
  );
});

describe('what is to be overtaken', () => {
  it.each([
    ['append', 'media', 'MediaUploaded'],
    ['saga', 'process', 'MediaProcessed'],
  ] as const)('at the edge %s, %s, comes after the next one of somebody else in the log', async (at, step, type) => {
    const [first, second] = await Promise.all([Client.login(), Client.login()]);
    // Longer than a saga waits for a step: one that is answered at its first try was let go by the one that overtook it.
    await operator.strike({ at, step, kind: 'reorder', times: 1, delay_ms: 60_000 });
    const overtaken = upload(first, 'first.jpg');
    await eventually(async () => {
      const { faults } = await operator.get<{ faults: { struck: number }[] }>('/api/v1/chaos');
      return faults[0]?.struck || undefined;
    });
    const overtaking = await upload(second, 'second.jpg');
    const saga = await first.sagaOf(await overtaken);
    expect(saga.status).toBe('completed');
    expect(Math.max(...saga.steps.map(({ attempts }) => attempts))).toBe(1);
    expect((await second.sagaOf(overtaking)).status).toBe('completed');
    const position = async (user: Client) =>
      (await user.events()).find(({ event_type }) => event_type === type)?.position ?? 0;
    expect(await position(first)).toBeGreaterThan(await position(second));
  });
});

it('the presets are there for operators, each a plan that the switch takes', async () => {
  const presets = await operator.get<Preset[]>('/api/v1/chaos/presets');
  for (const { plan, id } of presets)
    expect([id, (await operator.call('PUT', '/api/v1/chaos', plan)).status]).toEqual([id, 200]);
  const other = await Client.login();
  expect((await other.call('GET', '/api/v1/chaos/presets')).status).toBe(403);
});
