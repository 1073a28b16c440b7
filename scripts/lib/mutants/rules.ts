// For each rule of security (docs/security.md) and recovery (docs/invariants.md) a way to break it, and the tests that have to notice. A rule whose mutant survives
// is a rule that no one checks.
import { ACCESS } from './access.ts';
import { CALLS } from './calls.ts';
import { DECODED } from './decoding.ts';
import { FILES } from './files.ts';
import { HTTP } from './http.ts';
import { IDENTITY } from './identity.ts';
import { RECOVERY } from './recovery.ts';
import { LIMITS } from './limits.ts';
import { LOSSES } from './losses.ts';
import { OTHER_HISTORIES } from './other-histories.ts';
import { RESTORES_AND_CLOCKS } from './restores-and-clocks.ts';
import type { Mutant } from './mutant.ts';

export const MUTANTS: readonly Mutant[] = [
  ...IDENTITY,
  ...ACCESS,
  ...DECODED,
  ...FILES,
  ...HTTP,
  ...RECOVERY,
  ...CALLS,
  ...RESTORES_AND_CLOCKS,
  ...LOSSES,
  ...LIMITS,
  ...OTHER_HISTORIES,
];

/** A mutant of each rule that pure tests hold: those that take a second or two. The others need a Worker's runtime each. */
export const quickOnes = (mutants: readonly Mutant[]): Mutant[] => {
  const pure = mutants.filter(({ project }) => project === 'domain');
  return [...Map.groupBy(pure, ({ rule }) => rule).values()].flatMap((ofRule) => ofRule.slice(0, 1));
};
