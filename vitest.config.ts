// Five kinds of tests: pure ones in Node (`domain`), one project a Worker inside workerd, `system` over all Workers in one
// server, the system that `npm start` runs (`started`), and what `npm run check:deep` kills of that (`drills`). `system` and
// `started` go side by side, behind the others; `drills` goes alone.
import { defineConfig } from 'vitest/config';
import { AT_A_TIME } from './shared/engine/testing/at-a-time.ts';
import { leftOut } from './shared/mediahub/testing/deep-files.ts';
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
          // Nearly half of the time went into importing the same modules once more for each file.
          isolate: false,
          restoreMocks: true,
          maxWorkers: AT_A_TIME,
          testTimeout: timeLimit(20_000),
          hookTimeout: timeLimit(20_000),
        },
      },
      {
        test: {
          name: 'started',
          include: ['workers/system-tests/{kill,locked,old-library}.test.ts'],
          sequence: { groupOrder: 1 },
          maxWorkers: AT_A_TIME + 1,
          testTimeout: timeLimit(60_000),
          hookTimeout: timeLimit(60_000),
        },
      },
      {
        test: {
          name: 'drills',
          include: ['workers/system-tests/{kill-*,restore-*}.test.ts', 'shared/**/*.drill.test.ts'],
          sequence: { groupOrder: 2 },
          maxWorkers: AT_A_TIME,
          testTimeout: timeLimit(60_000),
          hookTimeout: timeLimit(60_000),
        },
      },
      'workers/*/vitest.config.ts',
      'examples/*/vitest.config.ts',
    ],
  },
});
