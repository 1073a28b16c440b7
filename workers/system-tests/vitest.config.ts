// System tests: a server for each of the processes that share the files, so no isolation between the files of one.
import { defineProject } from 'vitest/config';
import { AT_A_TIME } from '../../shared/engine/testing/at-a-time.ts';
import { leftOut } from '../../shared/mediahub/testing/deep-files.ts';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';

export default defineProject({
  test: {
    name: 'system',
    include: ['**/*.test.ts'],
    exclude: ['**/{kill*,locked,old-library,restore-*}.test.ts', ...leftOut()],
    sequence: { groupOrder: 1 },
    isolate: false,
    // They wait more than they work: for retries, for a download to expire.
    maxWorkers: AT_A_TIME + 1,
    testTimeout: timeLimit(60_000),
    hookTimeout: timeLimit(60_000),
  },
});
