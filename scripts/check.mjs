// npm run check: all that CI checks; npm run check:deep (`--deep`) also what takes long. `npm run check -- deploy` runs the
// parts with that in their name. The tests are counted one by one, everything else as one each; the last line says how many
// passed and failed.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (args) => {
  const { buildWeb } = await import('./lib/build/build-web.ts');
  const { report } = await import('./lib/test/count.ts');
  const { CHECK, DEEP } = await import('./lib/test/parts.ts');

  buildWeb();
  const counted = [];
  const wanted = args.filter((arg) => !arg.startsWith('-'));
  for (const { what, run } of args.includes('--deep') ? [...CHECK, ...DEEP] : CHECK) {
    if (wanted.length > 0 && !wanted.some((word) => what.includes(word))) continue;
    const since = performance.now();
    const counts = await run();
    counted.push({ what, ...counts, seconds: (performance.now() - since) / 1000 });
  }
  return report(counted);
});
