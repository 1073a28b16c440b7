// Which fault strikes, pure and seeded: the same plan and the same sequence of passages give the same faults.
import type { ActiveFault, Fault } from '#shared/ports/chaos';

/** mulberry32: a small seeded generator; the n-th number of a seed in [0, 1). */
export function random(seed: number, n: number): number {
  let t = (seed + (n + 1) * 0x6d2b79f5) | 0;
  t = Math.imul(t ^ (t >>> 15), t | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

/** Index of the first fault that names this passage, has strikes left and wins its dice; -1 when none does. */
export const striking = (
  faults: readonly ActiveFault[],
  at: Fault['at'],
  step: string,
  dice: () => number,
): number =>
  faults.findIndex(
    (fault) =>
      fault.at === at &&
      (fault.step === undefined || fault.step === step) &&
      (fault.times === undefined || fault.struck < fault.times) &&
      (fault.probability === undefined || dice() < fault.probability),
  );
