// npm run test:mutants: breaks the product once for each rule of security and recovery and asks whether its tests notice. `npm run test:mutants --
// C7 H2` takes those rules only, `-- unread` those whose mistake is said with that word, `-- quick` one mutant of each rule that pure tests hold, which CI does. Exits with 1 when one survives.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (wanted) => {
  const { MUTANTS, quickOnes } = await import('./lib/mutants/rules.ts');
  const { tryMutants } = await import('./lib/mutants/try-mutants.ts');

  const chosen = wanted.includes('quick')
    ? quickOnes(MUTANTS)
    : MUTANTS.filter(
        ({ rule, breaks }) =>
          wanted.length === 0 ||
          wanted.includes(rule) ||
          wanted.some((word) => word.length > 3 && breaks.includes(word)),
      );
  let survived = 0;
  await tryMutants(chosen, ({ rule, breaks, project, test }, outcome) => {
    if (outcome !== 'caught') survived++;
    console.log(`${rule.padEnd(4)} ${outcome.padEnd(9)} ${breaks} (${project}: ${test})`);
  });
  console.log(`${chosen.length - survived} of ${chosen.length} mutants caught.`);
  return survived === 0 ? 0 : 1;
});
