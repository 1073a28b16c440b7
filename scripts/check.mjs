// npm run check: all that CI checks; npm run check:deep (`--deep`) also what takes long. `npm run check -- deploy` runs the
// parts with that in their name. The tests are counted one by one, everything else as one each; the last line says how many
// passed and failed.
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (args) => {
  const { buildWeb } = await import('./lib/build/build-web.ts');
  const { report } = await import('./lib/test/count.ts');
  const { CHECK, DEEP } = await import('./lib/test/parts.ts');
  const { at } = await import('./lib/node/layout.mjs');
  const { sideBySide } = await import('./lib/process/side-by-side.ts');

  // Vitest and wrangler are started dozens of times: each compiles its own code only once.
  process.env['NODE_COMPILE_CACHE'] ??= at('node_modules', '.cache', 'mediahub', 'compiled');
  buildWeb();
  const counted = [];
  const wanted = args.filter((arg) => !arg.startsWith('-'));
  const isWanted = (/** @type {string} */ what) =>
    wanted.length === 0 || wanted.some((word) => what.includes(word));
  const stages = args.includes('--deep') ? [...CHECK, ...DEEP.map((part) => [part])] : CHECK;
  for (const stage of stages) {
    const parts = stage.filter(({ what }) => isWanted(what));
    const ran = await sideBySide(
      parts,
      async ({ what, run }) => {
        const since = performance.now();
        const counts = await run();
        return { what, ...counts, seconds: (performance.now() - since) / 1000 };
      },
      2,
    );
    counted.push(...ran);
  }
  return report(counted);
});
