// The engine against everything that a network and its participants can do (guarantees G1 to G10), and against engines
// with one mistake each: each must be caught by the guarantee that it breaks. Run a failure again:
//   SEED=<seed> PLAN=<path> npm test -- workers/saga/test/react.test.ts          (SOAK_SECONDS=600 for long)
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeoutFor, fcParameters } from '#shared/engine/testing/property';
import { plans } from '#shared/engine/testing/saga/simulated-faults';
import { MISTAKES } from '#shared/engine/testing/saga/engine-mutants';
import { everyGuarantee, GUARANTEES, type Guarantee } from '#shared/engine/testing/saga/guarantees';
import type { Check } from '#shared/engine/testing/saga/judging';
import { sound, type Engine } from '#shared/engine/testing/saga/engine';
import { live } from '#shared/engine/testing/saga/Simulation';
import type { SagaDefinition } from '#shared/engine/saga/definition';
import { mediaUpload, mediaUpload1 } from '../src/sagas/media-upload.ts';
import { SAGAS } from '../src/sagas/registry.ts';

function holds(
  definition: SagaDefinition,
  engine: Engine,
  plan: Parameters<typeof live>[1],
  ...checks: Check[]
): void {
  const history = live(engine, plan);
  for (const check of checks) check(definition, history, engine);
}

describe.each(SAGAS.map((saga) => [`${saga.name} v${saga.version}`, saga] as const))('%s', (_, definition) => {
  it(
    'keeps every guarantee under all faults of its participants, the network and the timers',
    () => {
      fc.assert(
        fc.property(plans, (plan) => holds(definition, sound(definition), plan, everyGuarantee)),
        fcParameters(3_000),
      );
    },
    timeoutFor(20_000),
  );
});

describe.each(Object.keys(GUARANTEES) as Guarantee[])('%s catches an engine with a mistake:', (guarantee) => {
  it.each(Object.entries(MISTAKES[guarantee]))('one that %s', (_, mistake) => {
    // Of one version silence is an attempt like any other, of the other it is not: each shows mistakes that the other hides.
    const own = fc.property(fc.constantFrom(mediaUpload, mediaUpload1), plans, (definition, plan) => {
      const right = sound(definition);
      holds(definition, { ...right, ...mistake(right) }, plan, ...GUARANTEES[guarantee]);
    });
    const found = fc.check(own, { seed: 20_261_123, numRuns: 20_000 });
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toMatch(new RegExp(String.raw`^Error: ([GX]\d+, )*${guarantee}\b`));
  });
});
