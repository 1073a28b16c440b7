// npm run bench: the numbers of bench/RESULTS.md. `npm run bench -- append http` runs only those, and writes nothing.
// LOG_SIZE, LIBRARY_SIZE, STREAM_LENGTH and REBUILD_EVENTS change the long end of the curves, ROUNDS those of `stall`,
// ALBUMS, PICTURES and EXPORTS the burst, KILLS the recoveries;
// PEER and PEER_WORKER measure others in the same run (bench/RESULTS.md says how).
import { bootstrap } from './lib/node/bootstrap.mjs';

bootstrap(import.meta.url, async (args) => {
  const { loadavg } = await import('node:os');
  const { toolEnv } = await import('./lib/node/layout.mjs');
  const { BENCHMARKS } = await import('../bench/benchmarks.ts');
  const { inWorkerd } = await import('../bench/in-workerd.ts');
  const { conditions, rowOf, writeReport } = await import('../bench/report.ts');
  const { userError } = await import('./lib/node/user-error.mjs');

  Object.assign(process.env, toolEnv());
  const unknown = args.find((name) => !(name in BENCHMARKS));
  if (unknown) throw userError(`there is no benchmark ${unknown}: ${Object.keys(BENCHMARKS).join(', ')}`);

  /** @type {import('../bench/report.ts').Row[]} */
  const rows = [];
  const before = loadavg()[0] ?? 0;
  for (const [name, benchmark] of Object.entries(BENCHMARKS)) {
    if (args.length > 0 && !args.includes(name)) continue;
    const row = (/** @type {import('../bench/report.ts').Row} */ measured) => {
      rows.push(measured);
      console.log(rowOf(measured));
    };
    // Each has a system of its own: what one leaves behind is no part of the next one's curve.
    if (benchmark.needs === 'start') await benchmark.measure({ row });
    else await inWorkerd((run, memory) => benchmark.measure({ run, memory, row }));
  }
  const load = { before, after: loadavg()[0] ?? 0 };
  if (args.length === 0) writeReport(rows, load);
  else console.log(`\n${conditions(load)}`);
  return 0;
});
