// How long properties are tried, and how a failure is tried again. A run that fails prints `seed` and `path` and the
// shrunk case; `SEED=… PLAN=…` runs just that one. With SOAK_SECONDS a property goes on for that long.
import type { Parameters } from 'fast-check';

interface Wishes {
  SEED?: string;
  /** fast-check's `path` (PATH means something else to a shell). */
  PLAN?: string;
  SOAK_SECONDS?: string;
}

/** Parameters for `fc.assert`: `runs` cases within `npm test`. `env` stands in where there is no process. */
export function trials<T = unknown>(runs: number, env: Wishes = process.env as Wishes): Parameters<T> {
  const { SEED, PLAN, SOAK_SECONDS } = env;
  const seed = SEED ? { seed: Number(SEED) } : {};
  const path = PLAN ? { path: PLAN, endOnFailure: true } : {};
  const length = SOAK_SECONDS
    ? { numRuns: 1e9, interruptAfterTimeLimit: Number(SOAK_SECONDS) * 1000, markInterruptAsFailure: false }
    : { numRuns: runs };
  return { ...length, ...seed, ...path };
}

/** The test timeout that goes with `trials`, in milliseconds. */
export const patience = (bounded: number, env: Wishes = process.env as Wishes): number =>
  bounded + Number(env.SOAK_SECONDS ?? 0) * 2000;
