// For each rule of security (docs/security.md) and recovery (docs/invariants.md) a way to break it, and the tests that have to notice. A rule whose mutant survives
// is a rule that nobody checks.
import { ACCESS } from './access.ts';
import { FILES } from './files.ts';
import { HTTP } from './http.ts';
import { IDENTITY } from './identity.ts';
import { RECOVERY } from './recovery.ts';
import { RESTORES_AND_CLOCKS } from './restores-and-clocks.ts';
import type { Mutant } from './mutant.ts';

export const MUTANTS: readonly Mutant[] = [
  ...IDENTITY,
  ...ACCESS,
  ...FILES,
  ...HTTP,
  ...RECOVERY,
  ...RESTORES_AND_CLOCKS,
];

/** A mutant of each rule; where pure tests notice one, that, because it is quicker. */
export const oneOfEach = (mutants: readonly Mutant[]): Mutant[] =>
  [...Map.groupBy(mutants, ({ rule }) => rule).values()].flatMap(
    (ofRule) => ofRule.find(({ project }) => project === 'domain') ?? ofRule.slice(0, 1),
  );
