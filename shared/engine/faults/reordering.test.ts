import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { INJECTION_POINTS } from '#shared/engine/faults/plan';
import { pause } from '#shared/engine/runtime/deadline';
import { fcParameters } from '#shared/engine/testing/property';
import { LOOK_MS, Reordering } from './reordering.ts';

const BOUND_MS = 1_000;

/** Each comes so long after the one before it. */
const passage = fc.record({
  at: fc.constantFrom(...INJECTION_POINTS),
  held: fc.boolean(),
  fails: fc.boolean(),
  gap: fc.integer({ min: 0, max: 400 }),
});
type Observed = { at: string; held: boolean; fails: boolean; entered: number; through: number; order: number };

/** Sends the calls one after the other, and records when and in which order they went through. */
async function story(
  passages: { at: (typeof INJECTION_POINTS)[number]; held: boolean; fails: boolean; gap: number }[],
) {
  const overtaking = new Reordering();
  const observed: Observed[] = [];
  let order = 0;
  const send = async ({ at, held, fails }: (typeof passages)[number]) => {
    const one: Observed = { at, held, fails, entered: Date.now(), through: Number.NaN, order: Number.NaN };
    observed.push(one);
    const entered = overtaking.enter(at);
    if (held) await entered.overtaken(BOUND_MS);
    await entered
      .through(async () => {
        Object.assign(one, { through: Date.now(), order: order++ });
        if (fails) throw new Error('it failed');
      })
      .catch(() => undefined);
  };
  const all = (async () => {
    const sent: Promise<void>[] = [];
    for (const one of passages) {
      await pause(one.gap);
      sent.push(send(one));
    }
    await Promise.all(sent);
  })();
  await vi.runAllTimersAsync();
  await all;
  return observed;
}

describe('a passage that is to be overtaken', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('goes after the first later one of its edge that went through, else when its time is up', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(passage, { maxLength: 12 }), async (passages) => {
        const observed = await story(passages);
        for (const [n, one] of observed.entries()) {
          const end = one.entered + (one.held ? BOUND_MS : 0);
          const overtook = observed
            .slice(n + 1)
            .find(({ at, held, fails, through }) => one.held && at === one.at && !held && !fails && through < end);
          const soonest = overtook?.through ?? end;
          expect(one.through).toBeGreaterThanOrEqual(soonest);
          expect(one.through).toBeLessThanOrEqual(Math.min(end, soonest + LOOK_MS));
          if (overtook) expect(one.order).toBeGreaterThan(overtook.order);
        }
      }),
      fcParameters(300),
    );
  });

  it('holds up no later call: those go at once', async () => {
    const observed = await story([
      { at: 'append', held: true, fails: false, gap: 0 },
      { at: 'publish', held: false, fails: false, gap: 1 },
      { at: 'append', held: false, fails: false, gap: 1 },
    ]);
    expect(observed.map(({ order }) => order)).toEqual([2, 0, 1]);
  });

  it('is not overtaken by one that came before it', async () => {
    const overtaking = new Reordering();
    const slow = overtaking.enter('append').through(() => pause(BOUND_MS / 2));
    let gone = false;
    void overtaking
      .enter('append')
      .overtaken(BOUND_MS)
      .then(() => (gone = true));
    await vi.advanceTimersByTimeAsync(BOUND_MS / 2);
    await slow;
    expect(gone).toBe(false);
    await vi.advanceTimersByTimeAsync(BOUND_MS / 2);
    expect(gone).toBe(true);
  });
});
