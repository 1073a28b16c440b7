// The proof that the engine can be taken home: shared/engine and examples/orders in an empty folder, with a package.json of
// their own, pass their types and their tests there. Whatever they need of MediaHub is missing.
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

/** `npm test` tries each property for longer, on the same code: what is asked here is whether all of it stands alone. */
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
