// Four kinds of tests: pure ones in Node (`domain`), one project a Worker inside workerd, the system that `npm start` runs
// (`started`), and `system` over all Workers in one server. The last two go alone, behind the others.
import { defineConfig } from 'vitest/config';

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
          ],
          exclude: ['**/*.workerd.test.ts'],
        },
      },
      {
        test: {
          name: 'started',
          include: ['workers/system-tests/{kill*,old-library}.test.ts'],
          sequence: { groupOrder: 2 },
        },
      },
      'workers/*/vitest.config.ts',
    ],
  },
});
