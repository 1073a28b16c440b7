// Five kinds of tests: pure ones in Node (`domain`), one project a Worker inside workerd, `system` over all Workers in one
// server, the system that `npm start` runs (`started`), and what `npm run check:deep` kills of that (`drills`). The last three go
// alone, behind the others.
import { defineConfig } from 'vitest/config';
import { leftOut } from './shared/mediahub/testing/tiers.ts';
import { timeLimit } from './shared/engine/testing/time-limit.ts';

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'domain',
          include: [
            'shared/**/*.test.ts',
            'workers/*/{src,test}/**/*.test.ts',
            'web/src/**/*.test.ts',
            'scripts/**/*.test.ts',
            'labs/**/*.test.ts',
            'examples/**/*.test.ts',
          ],
          exclude: ['**/*.workerd.test.ts', '**/*.drill.test.ts', ...leftOut()],
          testTimeout: timeLimit(20_000),
          hookTimeout: timeLimit(20_000),
        },
      },
      {
        test: {
          name: 'started',
          include: ['workers/system-tests/{kill,old-library}.test.ts'],
          sequence: { groupOrder: 2 },
          testTimeout: timeLimit(60_000),
          hookTimeout: timeLimit(60_000),
        },
      },
      {
        test: {
          name: 'drills',
          include: ['workers/system-tests/{kill-*,restore-drill}.test.ts', 'shared/**/*.drill.test.ts'],
          sequence: { groupOrder: 3 },
          testTimeout: timeLimit(60_000),
          hookTimeout: timeLimit(60_000),
        },
      },
      'workers/*/vitest.config.ts',
      'examples/*/vitest.config.ts',
    ],
  },
});
