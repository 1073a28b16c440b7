// Proves that the engine works without MediaHub: shared/engine and examples/orders, copied to an empty folder with a package.json
// of their own, pass their type check and their tests there. An import from MediaHub fails.
import { makeOverlay, type Ran } from '../overlay.ts';

const FILES = {
  'package.json': JSON.stringify({
    name: 'engine-alone',
    private: true,
    type: 'module',
    imports: { '#shared/*': './shared/*.ts' },
  }),
  'tsconfig.json': JSON.stringify({
    extends: './tsconfig.base.json',
    compilerOptions: {
      lib: ['es2024'],
      types: ['@cloudflare/workers-types', '@cloudflare/vitest-plugin/types'],
    },
    include: ['shared', 'examples'],
  }),
  'vitest.config.ts': `
    import { defineConfig } from 'vitest/config';
    import { AT_A_TIME } from './shared/engine/testing/at-a-time.ts';
    import { timeLimit } from './shared/engine/testing/time-limit.ts';
    const test = {
      name: 'engine',
      include: ['{shared,examples}/**/*.test.ts'],
      exclude: ['**/*.workerd.test.ts', '**/*.drill.test.ts'],
      isolate: false,
      restoreMocks: true,
      maxWorkers: AT_A_TIME,
      testTimeout: timeLimit(20_000),
      hookTimeout: timeLimit(20_000),
    };
    export default defineConfig({ test: { projects: [{ test }, 'examples/*/vitest.config.ts'] } });
  `,
};

/** Few runs of each property: `npm test` runs them for longer on the same code; here they only show that the code works alone. */
const RUNS = '20';

/** @returns the first of type check and tests that failed, or the tests */
export async function engineAlone(): Promise<Ran> {
  const folder = makeOverlay(FILES, undefined, ['shared/engine', 'examples/orders', 'tsconfig.base.json']);
  try {
    const types = await folder.run('tsc', ['-p', '.']);
    return types.code === 0 ? await folder.run('vitest', ['run'], { RUNS }) : types;
  } finally {
    folder.remove();
  }
}
