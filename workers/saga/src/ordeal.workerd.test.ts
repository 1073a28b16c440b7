// Real coordinators through ordeals that fast-check makes up (guarantees G1, G3, G5, G7 to G10). Run a failure again:
//   SEED=<seed> PLAN=<path> npm test -- workers/saga/src/ordeal.workerd.test.ts          (SOAK_SECONDS=600 for long)
import fc from 'fast-check';
import { it } from 'vitest';
import { patience, trials } from '#shared/testing/property';
import { env } from '../test/env.ts';
import { ordeal, undergo } from '../test/ordeal.ts';

it(
  'a saga ends once and as it should, whoever throws, repeats or dies, and its journal tells the same',
  () => fc.assert(fc.asyncProperty(ordeal, undergo), trials(12, env.TRIALS)),
  patience(120_000, env.TRIALS),
);
