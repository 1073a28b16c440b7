// npm run audit: known vulnerabilities, by what the registry says; and what needs no registry, which is looked at in any case.
// A registry that gives no answer is said to give none: nothing was found then because nothing was asked.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async () => {
  const { readFileSync } = await import('node:fs');
  const { at } = await import('./lib/node/layout.mjs');
  const { wrongWithLock } = await import('./lib/audit/lockfile.ts');
  const { vulnerabilities } = await import('./lib/audit/vulnerabilities.ts');

  const read = (/** @type {string} */ file) => JSON.parse(readFileSync(at(file), 'utf8'));
  const wrong = wrongWithLock(read('package.json'), read('package-lock.json'));
  for (const line of wrong) console.error(line);
  console.log(wrong.length === 0 ? 'Lockfile: exact, sealed, no unknown install script.' : 'Lockfile: see above.');

  const said = await vulnerabilities();
  if (said === undefined) {
    console.log('Vulnerabilities: not checked. The registry gives no answer to `npm audit`.');
    return wrong.length === 0 ? 0 : 1;
  }
  for (const [severity, count] of Object.entries(said)) if (count > 0) console.log(`${severity}: ${count}`);
  const grave = (said['high'] ?? 0) + (said['critical'] ?? 0);
  console.log(grave === 0 ? 'Vulnerabilities: none that is high or critical.' : '`npm audit` says which.');
  return wrong.length + grave === 0 ? 0 : 1;
});
