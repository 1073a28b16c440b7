// npm run lab: what can be learned by doing. `npm run lab -- 01` leads a lab in the terminal, against the running system, step by
// step; `-- 01 --check` asks how far it is, and exits with 1 while a check is not green; `-- --check-all` plays every lab, with its
// solution and with its broken variant; `-- --check-exercises` only whether the suites find the mistakes of those that change code: no system has to run, and their solution is what `npm test` tries. `LANG=ja` and `-- --ja` speak Japanese. The page /learn leads the same labs.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (args) => {
  const { wantedPort } = await import('./lib/process/port.ts');
  const { apiAt } = await import('./lib/labs/terminal-actions.ts');
  const { isLive, labNamed, labNames, lessonIn } = await import('./lib/labs/labs.ts');
  const language = args.includes('--ja') || (process.env['LANG'] ?? '').startsWith('ja') ? 'ja' : 'en';
  const base = `http://localhost:${wantedPort()}`;
  const [number] = args.filter((arg) => !arg.startsWith('-'));

  const exercises = args.includes('--check-exercises');
  if (args.includes('--check-all') || exercises) {
    const { checkAll, checkExercises } = await import('./lib/labs/check-all.ts');
    const names = number === undefined ? labNames() : [labNamed(number)];
    /** @param {import('./lib/labs/check-all.ts').Played} played */
    const say = ({ lab, variant, ok, says }) =>
      console.log(`${ok ? 'ok    ' : 'FAILED'} ${lab} ${variant}: ${says}`);
    const played = [
      ...(exercises ? [] : await checkAll(await apiAt(base), say, names)),
      ...(await checkExercises(say, names, exercises ? ['broken'] : undefined)),
    ];
    const failed = played.filter(({ ok }) => !ok).length;
    console.log(`${played.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  }
  if (number === undefined) {
    for (const name of labNames()) console.log(`${name.slice(0, 2)}  ${lessonIn(name, language).title}`);
    console.log(`npm run lab -- 01 leads the first one; ${base}/learn leads them all.`);
    return 0;
  }
  const { checkOne, lead, leadCode } = await import('./lib/labs/run-lab.ts');
  const name = labNamed(number);
  if (!isLive(name)) return leadCode(base, name, language, args.includes('--check'));
  const api = await apiAt(base);
  return args.includes('--check') ? checkOne(api, name, language) : lead(api, base, name, language);
});
