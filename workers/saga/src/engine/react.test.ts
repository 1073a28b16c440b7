// The engine against everything that a network and its participants can do (guarantees G2 to G10), and against engines
// with one mistake each: the suite must catch them all. Run a failure again:
//   SEED=<seed> PLAN=<path> npm test -- workers/saga/src/engine/react.test.ts          (SOAK_SECONDS=600 for long)
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { patience, trials } from '#shared/testing/property';
import { MISTAKES } from '../../test/broken-engines.ts';
import { checkGuarantees } from '../../test/guarantees.ts';
import { BLOWS, live, sound, type Blow, type Engine } from '../../test/world.ts';
import type { SagaDefinition } from './definition.ts';
import { mediaUpload } from '../sagas/media-upload.ts';
import { SAGAS } from '../sagas/registry.ts';

const anyBlow = fc.record<Blow>({ kind: fc.constantFrom(...BLOWS), ms: fc.nat(120_000) });
/** One kind of trouble over and over spends a budget; a mixture finds the order nobody thought of. */
const stubborn = fc
  .tuple(anyBlow, fc.integer({ min: 1, max: 12 }))
  .map(([blow, n]) => Array.from({ length: n }, () => blow));
const plans = fc.oneof(
  fc.array(anyBlow, { maxLength: 30 }),
  fc
    .array(
      fc.oneof(
        stubborn,
        anyBlow.map((blow) => [blow]),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.flat()),
);

const keepsEverything = (definition: SagaDefinition, engine: Engine) =>
  fc.property(plans, (plan) => checkGuarantees(definition, live(engine, plan), plan, engine));

describe.each(SAGAS.map((saga) => [`${saga.name} v${saga.version}`, saga] as const))('%s', (_, definition) => {
  it(
    'keeps every guarantee, whatever its participants, the network and the timers do',
    () => {
      fc.assert(keepsEverything(definition, sound(definition)), trials(10_000));
    },
    patience(20_000),
  );
});

describe('an engine with a mistake is caught:', () => {
  it.each(Object.entries(MISTAKES))('one that %s', (_, mistake) => {
    const right = sound(mediaUpload);
    const wrong = { ...right, ...mistake(right) };
    const found = fc.check(keepsEverything(mediaUpload, wrong), { seed: 20_261_123, numRuns: 20_000 });
    expect(found.failed).toBe(true);
    expect(String(found.errorInstance)).toMatch(/[GX]\d/);
  });
});
