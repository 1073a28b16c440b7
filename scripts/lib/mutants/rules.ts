// For each rule of security (docs/security.md) and recovery (docs/invariants.md) a way to break it, and the tests that have to notice. A rule whose mutant survives
// is an unchecked rule.
import { ACCESS } from './access.ts';
import { DECODED } from './decoding.ts';
import { FILES } from './files.ts';
import { HTTP } from './http.ts';
import { IDENTITY } from './identity.ts';
import { CLOCKS } from './clocks.ts';
import { ENGINE_LIVENESS } from './engine-liveness.ts';
import { ENGINE_RESTORES } from './engine-restores.ts';
import { EPOCHS } from './epochs.ts';
import { GROWTH } from './growth.ts';
import { LIVENESS } from './liveness.ts';
import { REPORTS } from './reports.ts';
import { RESTORES } from './restores.ts';
import type { Mutant } from './mutant.ts';

export const MUTANTS: readonly Mutant[] = [
  ...IDENTITY,
  ...ACCESS,
  ...DECODED,
  ...FILES,
  ...HTTP,
  ...EPOCHS,
  ...ENGINE_RESTORES,
  ...RESTORES,
  ...ENGINE_LIVENESS,
  ...LIVENESS,
  ...GROWTH,
  ...CLOCKS,
  ...REPORTS,
];

/** A mutant of each rule that pure tests hold: those that take a second or two. The others need a Worker's runtime each. */
export const quickOnes = (mutants: readonly Mutant[]): Mutant[] => {
  const pure = mutants.filter(({ project }) => project === 'domain');
  return [...Map.groupBy(pure, ({ rule }) => rule).values()].flatMap((ofRule) => ofRule.slice(0, 1));
};
