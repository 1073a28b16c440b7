// npm run lab: what can be learned by doing. `npm run lab -- 01` leads a lab in the terminal, against the running system, step by
// step; `-- 01 --check` asks how far it is, and exits with 1 while a check is not green; `-- --check-all` plays every lab, with its
// solution and with its broken variant. `LANG=ja` and `-- --ja` speak Japanese. The page /learn leads the same labs.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (args) => {
  const { wantedPort } = await import('./lib/process/port.ts');
  const { apiAt } = await import('./lib/labs/hands.ts');
  const { labNamed, labNames, lessonIn } = await import('./lib/labs/labs.ts');
  const language = args.includes('--ja') || (process.env['LANG'] ?? '').startsWith('ja') ? 'ja' : 'en';
  const base = `http://localhost:${wantedPort()}`;
  const [number] = args.filter((arg) => !arg.startsWith('-'));

  if (args.includes('--check-all')) {
    const { checkAll } = await import('./lib/labs/check-all.ts');
    const names = number === undefined ? labNames() : [labNamed(number)];
    const played = await checkAll(
      await apiAt(base),
      ({ lab, variant, ok, says }) => console.log(`${ok ? 'ok    ' : 'FAILED'} ${lab} ${variant}: ${says}`),
      names,
    );
    const failed = played.filter(({ ok }) => !ok).length;
    console.log(`${played.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  }
  if (number === undefined) {
    for (const name of labNames()) console.log(`${name.slice(0, 2)}  ${lessonIn(name, language).title}`);
    console.log(`npm run lab -- 01 leads the first one; ${base}/learn leads them all.`);
    return 0;
  }
  const { checkOne, lead } = await import('./lib/labs/lead.ts');
  const name = labNamed(number);
  const api = await apiAt(base);
  return args.includes('--check') ? checkOne(api, name, language) : lead(api, base, name, language);
});
