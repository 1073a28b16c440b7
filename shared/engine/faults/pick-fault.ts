// Which fault strikes, pure and seeded: the same plan and the same sequence of passages give the same faults. Each fault
// has its own random sequence, by the number of calls that it has seen, so calls at other edges change nothing.
import type { ActiveFault, InjectionPoint, Fault } from '#shared/engine/faults/plan';

/** mulberry32: a small seeded generator; the n-th number of a seed in [0, 1). */
export function random(seed: number, n: number): number {
  let t = (seed + (n + 1) * 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

/** `order` names every stream of an order; a step or a subscription names itself. */
const names = (fault: Fault, at: InjectionPoint, step: string): boolean =>
  fault.at === at && (fault.step === undefined || fault.step === step || step.startsWith(`${fault.step}-`));

const FAULTS_MAX = 64;

const strikes = (seed: number, n: number, { after = 0, times, probability, seen, struck }: ActiveFault): boolean =>
  seen >= after &&
  (times === undefined || struck < times) &&
  (probability === undefined || random(seed, seen * FAULTS_MAX + n) < probability);

/** The fault that strikes this passage, the first that does, and the plan with everything counted. */
export function pickFault(
  seed: number,
  faults: readonly ActiveFault[],
  at: InjectionPoint,
  step: string,
): { hit: Fault | null; faults: ActiveFault[] } {
  const n = faults.findIndex((fault, m) => names(fault, at, step) && strikes(seed, m, fault));
  const met = n < 0 ? faults.length - 1 : n;
  return {
    hit: faults[n] ?? null,
    faults: faults.map((fault, m) =>
      m <= met && names(fault, at, step)
        ? { ...fault, seen: fault.seen + 1, struck: fault.struck + (m === n ? 1 : 0) }
        : fault,
    ),
  };
}
