// The parts of `npm run check`, what fails soon first.
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { FIRST_LOAD, type FirstLoad } from '../../../web/first-load.ts';
import { ensureBundles } from '../build/ensure-bundles.ts';
import { followGuides } from '../docs/guides.ts';
import { at, ROOT, WORKER_FOLDERS } from '../node/layout.mjs';
import { sideBySide } from '../process/side-by-side.ts';
import { runQuietly } from '../process/tool.ts';
import { wrongWith } from './bundles.ts';
import { DEEP_FILES } from '../../../shared/mediahub/testing/deep-files.ts';
import { engineAlone } from './engine-alone.ts';
import { countTests, failedWith, PASSED, type Counts } from './count.ts';

export interface Part {
  what: string;
  run(): Promise<Counts>;
}

function outcome(what: string, code: number | null, output: string): Counts {
  if (code === 0) return PASSED;
  console.error(output);
  return failedWith(what, output);
}

const tool = (what: string, name: string, args: string[]): Part => ({
  what,
  run: async () => {
    const { code, output } = await runQuietly(name, args);
    return outcome(what, code, output);
  },
});

/** The benchmarks inside workerd with small fixtures: an outdated fixture shows here, and not on the day of a measurement. */
const SMALL = { LOG_SIZE: '2000', LIBRARY_SIZE: '500', STREAM_LENGTH: '200', REBUILD_EVENTS: '400' };

const smallBenchmarks: Part = {
  what: 'every benchmark inside workerd, small',
  run: async () => {
    const { BENCHMARKS } = await import('../../../bench/benchmarks.ts');
    const names = Object.keys(BENCHMARKS).filter((name) => BENCHMARKS[name]?.needs === 'workerd');
    const { code, output } = await runQuietly('node', [at('scripts', 'bench.mjs'), ...names], SMALL);
    return outcome(smallBenchmarks.what, code, output);
  },
};

const tests = (what: string, npmArgs: string[], env: NodeJS.ProcessEnv = {}): Part => ({
  what,
  run: () => countTests(what, npmArgs, env),
});

/** A dry run of one Worker's deployment, and a look at the bundle that it made. @returns what is wrong, or '' */
async function deployment(folder: string): Promise<string> {
  const { unstable_readConfig } = await import('wrangler');
  const config = join(folder, 'wrangler.toml');
  const name = folder === ROOT ? 'gateway' : basename(folder);
  const out = at('node_modules', '.cache', 'mediahub', 'deploy', name);
  mkdirSync(out, { recursive: true });
  const args = ['deploy', '--dry-run', `--config=${config}`, `--outdir=${out}`];
  const { code, output } = await runQuietly('wrangler', args);
  if (code !== 0) return output;
  const { main } = unstable_readConfig({ config }, { hideWarnings: true });
  const deployed = join(out, basename(String(main)).replace(/\.ts$/, '.js'));
  return wrongWith(name, deployed, join(ensureBundles(), name));
}

const deployments: Part = {
  what: 'dry-run deploy and bundle of every Worker',
  run: async () => {
    ensureBundles();
    const wrong = (await sideBySide(WORKER_FOLDERS, deployment)).filter((text) => text !== '');
    return { passed: WORKER_FOLDERS.length - wrong.length, failed: wrong.length, skipped: 0, names: wrong };
  },
};

/** The parts of a stage run side by side, two at a time; one stage follows the other. */
export const CHECK: Part[][] = [
  [tool('format', 'oxfmt', ['--check', '.'])],
  [tool('lint, with the circles of imports', 'oxlint', [])],
  [tool('types', 'tsc', ['-b'])],
  [
    {
      what: 'first load of the web UI',
      run: () => {
        const { bytes, ceiling, figure } = JSON.parse(readFileSync(FIRST_LOAD, 'utf8')) as FirstLoad;
        return Promise.resolve(outcome('first load of the web UI', bytes > ceiling ? 1 : 0, figure));
      },
    },
  ],
  // Each waits often for one process of its own. The longest begins first.
  [
    { what: 'the guides, carried out', run: () => followGuides() },
    deployments,
    tool('dry-run deployment of all to production', 'node', [at('scripts', 'deploy.mjs'), '--dry-run']),
    {
      what: 'the engine and examples/orders alone',
      run: async () => {
        const { code, output } = await engineAlone();
        return outcome('the engine and examples/orders alone', code, output);
      },
    },
    tool('a mutant of each rule', 'node', [at('scripts', 'test-mutants.mjs'), 'quick']),
    tool('the exercises of the labs', 'node', [at('scripts', 'lab.mjs'), '--check-exercises']),
  ],
  [tests('npm test', ['test', '--'])],
  // Both wait more than they work.
  [
    tests('browser tests', ['run', 'test:browser', '--']),
    tests('calls of every command', ['test', '--', 'workers/system-tests/calls.test.ts']),
  ],
];

/** Vitest finds files by a part of their path. */
const NAMED = DEEP_FILES.map((pattern) => pattern.replace(/^\*\*\/\*?/, ''));

/** What takes long and finds what is rare: rounds of kills, and every property tried for minutes. */
export const DEEP: Part[] = [
  { what: 'the guides, each step where it is', run: () => followGuides({ inPlace: true }) },
  tool('every mutant of a rule', 'node', [at('scripts', 'test-mutants.mjs')]),
  smallBenchmarks,
  tests('mutants of the engine, and large pictures', ['test', '--', ...NAMED]),
  tests('fuzzing of the API', ['test', '--', 'fuzz'], { RUNS: process.env['RUNS'] ?? '60' }),
  tests('drills', ['test', '--', '--project=drills']),
  tests('kill rounds', ['test', '--', 'kill-rounds'], { ROUNDS: process.env['ROUNDS'] ?? '20' }),
  tests('soak', ['run', 'test:soak', '--'], { DURATION: process.env['DURATION'] ?? '3600' }),
];
