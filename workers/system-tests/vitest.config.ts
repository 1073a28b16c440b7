// System tests: one server for all files, so one process and no isolation between files.
import { defineProject } from 'vitest/config';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';

export default defineProject({
  test: {
    name: 'system',
    include: ['**/*.test.ts'],
    exclude: ['**/kill*.test.ts', '**/old-library.test.ts'],
    sequence: { groupOrder: 1 },
    isolate: false,
    testTimeout: timeLimit(60_000),
    hookTimeout: timeLimit(60_000),
    fileParallelism: false,
  },
});
