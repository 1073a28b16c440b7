// What the Vitest projects of the Workers have in common.
import { AT_A_TIME } from '../../engine/testing/at-a-time.ts';
import { timeLimit } from '../../engine/testing/time-limit.ts';
import { leftOut } from './deep-files.ts';

/** The tests of one Worker inside workerd, all in the runtimes that are started for them. */
export const inWorkerd = (name: string, quiet_ms = 20_000) => ({
  name,
  include: ['{src,test}/**/*.workerd.test.ts'],
  exclude: leftOut(),
  isolate: false,
  maxWorkers: AT_A_TIME,
  testTimeout: timeLimit(quiet_ms),
  hookTimeout: timeLimit(quiet_ms),
  // A second otherwise, which a busy machine needs for less.
  expect: { poll: { timeout: timeLimit(10_000) } },
});
