// Three kinds of tests: pure ones in Node (`domain`), one project a Worker inside workerd, and `system` over all Workers.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'domain',
          include: ['shared/**/*.test.ts', 'workers/*/src/**/*.test.ts', 'web/src/**/*.test.ts', 'scripts/**/*.test.mjs'],
          exclude: ['**/*.workerd.test.ts'],
        },
      },
      'workers/*/vitest.config.ts',
    ],
  },
});
