// Runs in a copy of the tree, and tries there the mutants that it is sent, one after the other. Each has a Vitest of its own, so that
// nothing is left of the one before; they share the process, whose start takes longer than most of the tests. Caught is
// what makes a test fail; a mutant that only breaks the build is not.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { createVitest } from 'vitest/node';
import type { Mutant } from './mutant.ts';

export type Outcome = 'caught' | 'survived' | 'broken';

/** @throws when the line to change is not there, or not once */
function mutated({ rule, file, from, to }: Mutant, original: string): string {
  const found = original.split(from).length - 1;
  if (found !== 1)
    throw new Error(`${rule}: ${file} has "${from}" ${found} times: mend scripts/lib/mutants/rules.ts`);
  return original.replace(from, () => to);
}

async function runTests({ project, test }: Mutant): Promise<Outcome> {
  const vitest = await createVitest('test', { project: [project], watch: false, bail: 1, reporters: [{}] });
  try {
    const { testModules } = await vitest.runTestSpecifications(await vitest.globTestSpecifications([test]));
    const ended = (how: 'passed' | 'failed') =>
      testModules.some(({ children }) => !children.allTests(how).next().done);
    if (ended('failed')) return 'caught';
    return ended('passed') ? 'survived' : 'broken';
  } finally {
    await vitest.close();
  }
}

async function tryMutant(mutant: Mutant): Promise<Outcome> {
  const file = resolve(mutant.file);
  const original = readFileSync(file, 'utf8');
  writeFileSync(file, mutated(mutant, original));
  try {
    return await runTests(mutant);
  } finally {
    writeFileSync(file, original);
  }
}

process.on('message', (mutant: Mutant) => {
  tryMutant(mutant).then(
    (outcome) => process.send?.({ outcome }),
    (error: unknown) => process.send?.({ error: error instanceof Error ? error.message : String(error) }),
  );
});
process.on('disconnect', () => process.exit());
