// Browser tests: a real Chromium against the real system, started by the same script that people start it with.
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';

/** The spine is told to a system that nobody has used yet; the others follow by name. */
class SpineFirst extends BaseSequencer {
  override sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) => (moduleId.endsWith('/spine.test.ts') ? '' : moduleId);
    return Promise.resolve(files.toSorted((a, b) => rank(a).localeCompare(rank(b))));
  }
}

export default defineConfig({
  cacheDir: '../../node_modules/.cache/browser-tests',
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: ['./running-system.ts'],
    sequence: { sequencer: SpineFirst },
    testTimeout: timeLimit(40_000),
    hookTimeout: timeLimit(40_000),
    // One system, one operator, one set of fault switches.
    fileParallelism: false,
    // What a broken system leaves of it would only cost time.
    bail: 5,
  },
});
