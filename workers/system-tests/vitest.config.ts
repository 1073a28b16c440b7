// System tests: one server for all files, so one process and no isolation between files.
import { defineProject } from 'vitest/config';

export default defineProject({
  test: {
    name: 'system',
    include: ['**/*.test.ts'],
    exclude: ['**/kill*.test.ts', '**/old-library.test.ts'],
    sequence: { groupOrder: 1 },
    isolate: false,
    fileParallelism: false,
    testTimeout: 90_000,
    hookTimeout: 90_000,
  },
});
