// How long properties are tried, and how a failure is tried again: it prints the shrunk case and the one command that runs
// just that (SEED=… PLAN=…). With SOAK_SECONDS a property goes on for that long.
import fc, { type Parameters, type Plugin, type RunDetails } from 'fast-check';
import { expect } from 'vitest';
import type { PropertyEnv } from './property-env.ts';
import { timeLimit } from './time-limit.ts';

/** Parameters for `fc.assert`: `runs` cases within `npm test`. `env` replaces the process's where that lacks the variables. */
export function fcParameters<T = unknown>(
  runs: number,
  env: PropertyEnv = process.env as PropertyEnv,
): Parameters<T> {
  const { SEED, PLAN, SOAK_SECONDS, RUNS } = env;
  const seed = SEED ? { seed: Number(SEED) } : {};
  const path = PLAN ? { path: PLAN, endOnFailure: true } : {};
  const length = SOAK_SECONDS ? [goingOnFor<T>(Number(SOAK_SECONDS) * 1000)] : [];
  const numRuns = SOAK_SECONDS ? 1e9 : Math.min(runs, Number(RUNS || runs));
  return { numRuns, ...seed, ...path, plugins: [saysHowToRepeat<T>, ...length] };
}

/** The test timeout that goes with `fcParameters`, in milliseconds. */
export const timeoutFor = (bounded: number, env: PropertyEnv = process.env as PropertyEnv): number =>
  timeLimit(Math.max(bounded, 20_000)) + Number(env.SOAK_SECONDS ?? 0) * 2000;

/** The clock itself: a test may have put another into its place. */
const { now } = Date;

/** Begins no case after that; one under way is lived to its end, so that it is in no one's way later. */
const goingOnFor =
  <T>(ms: number): Plugin<T> =>
  () => {
    const end = now() + ms;
    return {
      decorateRun: (run) => (value) => (now() < end ? run(value) : new fc.PreconditionFailure(true)),
    };
  };

const saysHowToRepeat = <T>(): ReturnType<Plugin<T>> => ({
  onAllRunsComplete: (details) => {
    if (!details.failed) return;
    const report = `${fc.defaultReportMessage(details)}\n\nRun it again:\n  ${commandFor(details)}`;
    throw new Error(report, { cause: details.errorInstance });
  },
});

/** Of the test that is running: its file below the project, and its name as a pattern that needs no escape in a shell. */
function commandFor<T>({ seed, counterexamplePath }: RunDetails<T>): string {
  const { testPath = '', currentTestName = '' } = expect.getState();
  const file = testPath.slice(testPath.search(/\/(shared|workers|web|scripts|examples)\//) + 1);
  const name = currentTestName.split(' > ').at(-1) ?? '';
  const plan = counterexamplePath === null ? '' : ` PLAN=${counterexamplePath}`;
  return `SEED=${seed}${plan} npm test -- ${file} -t '${name.replaceAll(/[^\p{L}\p{N} ,:;-]/gu, '.')}'`;
}

/** For `fc.check` of what has to be caught: always the same cases, and as many as it takes. */
export const CAUGHT = { seed: 1, numRuns: 10_000 };
