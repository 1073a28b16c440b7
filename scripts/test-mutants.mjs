// npm run test:mutants: breaks the product once for each rule of security and recovery and asks whether its tests notice. `npm run test:mutants --
// C7 H2` takes those rules only, `-- quick` one mutant of each rule, which CI does. Exits with 1 when one survives.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (wanted) => {
  const { mkdirSync } = await import('node:fs');
  const { join } = await import('node:path');
  const { MUTANTS, oneOfEach } = await import('./lib/mutants/rules.ts');
  const { tryMutant } = await import('./lib/mutants/try-mutant.ts');
  const { makeOverlay } = await import('./lib/overlay.ts');

  const chosen = wanted.includes('quick')
    ? oneOfEach(MUTANTS)
    : MUTANTS.filter(({ rule }) => wanted.length === 0 || wanted.includes(rule));
  const overlay = makeOverlay();
  mkdirSync(join(overlay.root, 'web', 'dist'), { recursive: true });
  let survived = 0;
  try {
    for (const mutant of chosen) {
      const outcome = await tryMutant(overlay, mutant);
      if (outcome !== 'caught') survived++;
      const { rule, breaks, project, test } = mutant;
      console.log(`${rule.padEnd(4)} ${outcome.padEnd(9)} ${breaks} (${project}: ${test})`);
    }
  } finally {
    overlay.remove();
  }
  console.log(`${chosen.length - survived} of ${chosen.length} mutants caught.`);
  return survived === 0 ? 0 : 1;
});
