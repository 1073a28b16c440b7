// Fault plans over the real Workers: generated from a seed, with faults of every kind at every injection point and step. Once they are
// healed, every saga ends, nothing has happened twice, and nothing is half-done (G1 to G6, X1, X5, X6).
// A failure prints its seed and the shrunk plan; run it again, or for long:
//   SEED=<seed> PLAN=<path> npm test -- workers/system-tests/chaos.test.ts        SOAK_SECONDS=600 …
import { afterEach, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { FaultPlan, Preset } from '#shared/engine/faults/plan';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { eventually } from '#shared/engine/testing/eventually';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { buckets, type ObservedOutcome } from './observed-outcome.ts';
import { Client } from './client.ts';
import { anyScenario, healing, lived, upload } from './fault-scenario.ts';
import { violationsOf } from './violations.ts';

const operator = await Client.login(null);
afterEach(() => operator.heal());

const types = (events: LoggedEvent[]) => events.map((event) => event.event_type);

describe('any plan of faults', () => {
  let look: (() => Promise<ObservedOutcome>) | null = null;

  it(
    'heals: every saga ends, all or nothing holds, nothing happened twice',
    async () => {
      const scenario = fc.asyncProperty(anyScenario, async (generated) => {
        look = await lived(await Client.login(), operator, generated);
      });
      await fc.assert(scenario, fcParameters(2));
    },
    timeoutFor(180_000),
  );

  it('and violations are found: a file too many or too few, and each effect that happened twice', async () => {
    look ??= await lived(await Client.login(), operator, {
      plan: { seed: 1, faults: [] },
      deletes: 'settled',
      exports: false,
    });
    const [files] = await buckets();
    const orphan = `media/media-${crypto.randomUUID()}/original`;
    await files.put(orphan, 'an orphan');
    const orphaned = violationsOf(await look());
    await files.delete(orphan);
    expect(orphaned).toEqual([expect.stringMatching(`X5: files that should be gone.*${orphan}`)]);

    const right = await look();
    const seen = (change: Partial<ObservedOutcome>) => violationsOf({ ...right, ...change }).join('\n');
    expect(seen({})).toBe('');
    const missing = right.keys.find((key) => key.startsWith('media/'));
    expect(seen({ keys: right.keys.filter((key) => key !== missing) })).toContain(
      `X5: files that are missing: ["${missing}"]`,
    );
    for (const type of ['MediaUploaded', 'MediaProcessed', 'MediaAddedToAlbum']) {
      const again = right.events.filter(({ event_type }) => event_type === type).slice(0, 1);
      expect(seen({ events: [...right.events, ...again] }), type).toContain(`X6: ${type}`);
    }
    const twice = <Thing>(things: Thing[]) => [...things, ...things.slice(0, 1)];
    expect(seen({ notices: twice(right.notices) })).toMatch(/X6: notifications of.*\n.*X6: the inbox/);
    expect(seen({ entries: twice(right.entries) })).toContain('X6: entries');
    expect(seen({ sagas: twice(right.sagas) })).toContain('G1');
  });
});

describe('a plan', () => {
  const scenario = async (plan: FaultPlan) => {
    const user = await Client.login();
    await operator.switchOn(plan);
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
    const { user: _, ...first } = await scenario(plan);
    expect(await scenario(plan)).toMatchObject(first);
  });

  it('that kills streams around their commits loses nothing and doubles nothing', async () => {
    const { status, struck, user } = await scenario({
      seed: 1,
      faults: [
        { at: 'append', step: 'media', kind: 'crash_after', after: 1, times: 1 },
        { at: 'append', step: 'album', kind: 'crash_before', times: 1 },
        { at: 'append', step: 'notification', kind: 'evict', times: 1 },
      ],
    });
    expect([status, struck]).toEqual(['completed', [1, 1, 1]]);
    // After a death between commit and publish, the stream's outbox alarm publishes the events.
    await eventually(async () => types(await user.events()).includes('MediaProcessed') || undefined);
    const seen = types(await user.events());
    for (const type of ['MediaProcessed', 'MediaAddedToAlbum', 'NotificationSent'])
      expect(
        seen.filter((t) => t === type),
        type,
      ).toHaveLength(1);
  });

  it.each(['saga', 'publish', 'poke', 'deliver'] as const)(
    'with every kind of fault at the edge %s strikes with each of them, and every upload completes',
    async (at) => {
      const kinds = healing.filter((kind) => kind !== 'reject');
      const subscription = at === 'poke' || at === 'deliver' ? { step: 'saga' } : {};
      const faults = kinds.map((kind) => ({ at, kind, times: 1, delay_ms: 10, ...subscription }));
      await operator.injectFault(...faults);
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
    // The other's upload appends its claim of the content first.
    ['append', 'media', 'MediaUploaded', 'ContentClaimed'],
    ['saga', 'process', 'MediaProcessed', 'MediaProcessed'],
  ] as const)(
    'at the edge %s, %s, comes after the next one of another user in the log',
    async (at, step, type, overtakes) => {
      const [first, second] = await Promise.all([Client.login(), Client.login()]);
      // Longer than a saga waits for a step: one that is answered at its first try was let go by the one that overtook it.
      await operator.injectFault({ at, step, kind: 'reorder', times: 1, delay_ms: 60_000 });
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
      const position = async (user: Client, wanted: string) =>
        (await user.events()).find(({ event_type }) => event_type === wanted)?.position;
      expect(await position(first, type)).toBeGreaterThan((await position(second, overtakes)) ?? Infinity);
    },
  );
});

it('the presets are there for operators, each a plan that the switch takes', async () => {
  const presets = await operator.get<Preset[]>('/api/v1/chaos/presets');
  for (const { plan, id } of presets)
    expect([id, (await operator.call('PUT', '/api/v1/chaos', plan)).status]).toEqual([id, 200]);
  const other = await Client.login();
  expect((await other.call('GET', '/api/v1/chaos/presets')).status).toBe(403);
});
