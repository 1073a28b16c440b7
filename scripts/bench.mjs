// npm run bench: the numbers of bench/RESULTS.md and of the README. `npm run bench -- append list` runs only those, and
// writes nothing. LOG_SIZE, LIBRARY_SIZE, STREAM_LENGTH and REBUILD_EVENTS change the long end of the curves.
import { enter } from './enter.mjs';

enter(import.meta.url, async (args) => {
  const { loadavg } = await import('node:os');
  const { toolEnv } = await import('./layout.mjs');
  const { BENCHMARKS } = await import('./bench/benchmarks.mjs');
  const { inWorkerd } = await import('./bench/in-workerd.mjs');
  const { rowOf, writeReport } = await import('./bench/report.mjs');
  const { refusal } = await import('./refusal.mjs');

  Object.assign(process.env, toolEnv());
  const unknown = args.find((name) => !(name in BENCHMARKS));
  if (unknown) throw refusal(`there is no benchmark ${unknown}: ${Object.keys(BENCHMARKS).join(', ')}`);

  /** @type {import('./bench/report.mjs').Row[]} */
  const rows = [];
  const before = loadavg()[0] ?? 0;
  for (const [name, { needs, measure }] of Object.entries(BENCHMARKS)) {
    if (args.length > 0 && !args.includes(name)) continue;
    const row = (/** @type {import('./bench/report.mjs').Row} */ measured) => {
      rows.push(measured);
      console.log(rowOf(measured));
    };
    // Each has a system of its own: what one leaves behind is no part of the next one's curve.
    if (needs === 'workerd') await inWorkerd((run, memory) => measure({ run, memory, row }));
    else await measure({ row });
  }
  if (args.length === 0) writeReport(rows, { before, after: loadavg()[0] ?? 0 });
  return 0;
});
