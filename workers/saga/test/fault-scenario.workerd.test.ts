// Real coordinators of every saga through fault scenarios that fast-check makes up, held to G1 to G10 by their journals; and
// coordinators with one mistake each, which must be caught by the property that they break. Run a failure again:
//   SEED=<seed> PLAN=<path> npm test -- workers/saga/test/fault-scenario.workerd.test.ts          (SOAK_SECONDS=600 for long)
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { env } from './env.ts';
import { runScenario, type Shell } from './fault-scenario.ts';
import { no, NOTABLE, scenarios, uneventful, type FaultScenario } from './fault-scenario-plans.ts';
import { showBlindly } from './faulty-objects.ts';
import { upsertSaga } from '#shared/engine/saga/monitor/upsert';
import { newestOf } from '../src/sagas/registry.ts';

const mediaUpload = newestOf('media_upload');

const watched: Shell = { coordinators: env.Watched, show: upsertSaga };

it(
  'a saga ends once and as it should through throws, hangs, repeats and crashes, and its journal has every decision',
  () =>
    fc.assert(
      fc.asyncProperty(scenarios, (plan) => runScenario(watched, plan)),
      { ...fcParameters<[FaultScenario]>(10, env.TRIALS), examples: NOTABLE },
    ),
  timeoutFor(120_000, env.TRIALS),
);

describe('a coordinator with a mistake is caught:', () => {
  it.each<[mistake: string, by: string, Partial<Shell>, Partial<FaultScenario>]>([
    [
      // Two work in one object then: it begins twice, or the one that came later is never seen to end.
      'begins anew when its start is repeated',
      'G1|G2',
      { coordinators: env.StartsAgain },
      { moves: ['start again'] },
    ],
    [
      'forgets at a restart that its command may be out',
      'G4',
      { coordinators: env.DeafToRestarts },
      { words: { addToDefaultAlbum: ['late', no] }, moves: ['nothing', 'crash'] },
    ],
    [
      'journals other dice than those that it decided by',
      'G9',
      { coordinators: env.LoadedDice },
      { words: { process: ['throw', 'throw', 'throw'] } },
    ],
    [
      'writes the monitor without the guard of its revision',
      'P5',
      { coordinators: env.Unguarded, show: showBlindly },
      { views: ['late'] },
    ],
  ])(
    'one that %s, by %s',
    async (_, property, mistake, trouble) => {
      const plan = uneventful(mediaUpload, trouble);
      const found = await fc.check(
        // A busy machine can be too late with the one move that matters: then it is tried again.
        fc.asyncProperty(fc.constant(plan), (same) =>
          runScenario({ ...watched, ...mistake, end_within_ms: 20_000 }, same),
        ),
        { numRuns: 30 },
      );
      expect(String(found.errorInstance)).toMatch(new RegExp(String.raw`Error: ([GX]\d+, )*(${property})\b`));
      await runScenario(watched, plan);
    },
    timeoutFor(60_000, env.TRIALS),
  );
});
