// The dice of a fault plan: seeded, counted, and each fault by itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { INJECTION_POINTS, type ActiveFault, type InjectionPoint, type Fault } from '#shared/engine/faults/plan';
import { fcParameters } from '#shared/engine/testing/property';
import { pickFault } from './pick-fault.ts';

const active = (...faults: Fault[]): ActiveFault[] => faults.map((fault) => ({ ...fault, seen: 0, struck: 0 }));
const run = (seed: number, faults: ActiveFault[], passages: readonly (readonly [InjectionPoint, string])[]) => {
  let plan = faults;
  return passages.map(([at, step]) => {
    const { hit, faults: counted } = pickFault(seed, plan, at, step);
    plan = counted;
    return hit?.kind ?? null;
  });
};

describe('a fault plan', () => {
  it('strikes after `after` calls, `times` times, and then no more', () => {
    const plan = active({ at: 'saga', step: 'process', kind: 'error', after: 1, times: 2 });
    const passages = Array.from({ length: 5 }, () => ['saga', 'process'] as const);
    expect(run(1, plan, passages)).toEqual([null, 'error', 'error', null, null]);
  });

  it('names a kind of stream by the beginning of its id, and a step only by itself', () => {
    const plan = active(
      { at: 'append', step: 'thing', kind: 'error' },
      { at: 'saga', step: 'undo', kind: 'error' },
    );
    expect(
      run(1, plan, [
        ['append', 'thing-1'],
        ['append', 'list-1'],
        ['saga', 'undo:reserve'],
      ]),
    ).toEqual(['error', null, null]);
  });

  it('strikes the same calls at one injection point, regardless of calls at the others', () => {
    const probability = 0.5;
    const plan = active(...INJECTION_POINTS.map((at) => ({ at, kind: 'error', probability }) as const));
    const passages = fc.array(fc.constantFrom(...INJECTION_POINTS), { maxLength: 60 });
    fc.assert(
      fc.property(fc.nat(), passages, (seed, edges) => {
        const all = run(
          seed,
          plan,
          edges.map((at) => [at, 'x'] as const),
        );
        for (const edge of INJECTION_POINTS) {
          const alone = edges.filter((at) => at === edge);
          expect(all.filter((_, n) => edges[n] === edge)).toEqual(
            run(
              seed,
              plan,
              alone.map((at) => [at, 'x'] as const),
            ),
          );
        }
      }),
      fcParameters(200),
    );
  });

  it('strikes about as often as its probability says', () => {
    const struck = (probability: number) =>
      run(
        7,
        active({ at: 'poke', kind: 'error', probability }),
        Array.from({ length: 1_000 }, () => ['poke', 'saga'] as const),
      ).filter((kind) => kind !== null).length;
    expect(Math.abs(struck(0.3) - 300)).toBeLessThan(60);
    expect(struck(0)).toBe(0);
    expect(struck(1)).toBe(1_000);
  });
});
