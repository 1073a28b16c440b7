// Tries mutants: for each one run of the tests that should notice it, in a copy of the tree. Caught is what makes a test fail;
// a mutant that only breaks the build is not.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeOverlay, type Overlay } from '../overlay.ts';
import { sideBySide } from '../process/side-by-side.ts';
import type { Mutant } from './mutant.ts';

export type Outcome = 'caught' | 'survived' | 'broken';

interface Report {
  numFailedTests: number;
  numPassedTests: number;
}

/** @throws when the line to change is not there, or not once */
function mutated({ rule, file, from, to }: Mutant, original: string): string {
  const found = original.split(from).length - 1;
  if (found !== 1)
    throw new Error(`${rule}: ${file} has "${from}" ${found} times: mend scripts/lib/mutants/rules.ts`);
  return original.replace(from, () => to);
}

async function tryMutant(overlay: Overlay, mutant: Mutant): Promise<Outcome> {
  const original = readFileSync(join(overlay.root, mutant.file), 'utf8');
  const report = 'mutant-report.json';
  overlay.write(report, '{}');
  overlay.write(mutant.file, mutated(mutant, original));
  try {
    const { project, test } = mutant;
    await overlay.run('vitest', [
      'run',
      `--project=${project}`,
      test,
      '--bail=1',
      '--reporter=json',
      `--outputFile=${report}`,
    ]);
    const said = JSON.parse(readFileSync(join(overlay.root, report), 'utf8')) as Partial<Report>;
    if ((said.numFailedTests ?? 0) > 0) return 'caught';
    return (said.numPassedTests ?? 0) > 0 ? 'survived' : 'broken';
  } finally {
    overlay.write(mutant.file, original);
  }
}

/** Tries all of them, each in a copy of the tree that no other is in, and says what came of each. */
export async function tryMutants(
  mutants: readonly Mutant[],
  say: (mutant: Mutant, outcome: Outcome) => void,
): Promise<void> {
  const overlays: Overlay[] = [];
  const free: Overlay[] = [];
  const newOverlay = (): Overlay => {
    const overlay = makeOverlay();
    overlays.push(overlay);
    mkdirSync(join(overlay.root, 'web', 'dist'), { recursive: true });
    return overlay;
  };
  try {
    await sideBySide(mutants, async (mutant) => {
      const overlay = free.pop() ?? newOverlay();
      say(mutant, await tryMutant(overlay, mutant));
      free.push(overlay);
    });
  } finally {
    for (const overlay of overlays) overlay.remove();
  }
}
