// Browser tests: a real Chromium against the real system, started by the same script that people start it with.
import { basename } from 'node:path';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { timeLimit } from '../../shared/engine/testing/time-limit.ts';

/** The spine needs an unused system; the longest files come next, so that the last one does not run alone at the end. */
const FIRST = ['steady', 'rebuild', 'learn', 'login', 'board', 'presets', 'accessible', 'spine'];

class SpineFirst extends BaseSequencer {
  override sort(files: TestSpecification[]) {
    const rank = ({ moduleId }: TestSpecification) => FIRST.indexOf(basename(moduleId, '.test.ts'));
    return Promise.resolve(files.toSorted((a, b) => rank(b) - rank(a) || a.moduleId.localeCompare(b.moduleId)));
  }
}

export default defineConfig({
  cacheDir: '../../node_modules/.cache/browser-tests',
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: ['./running-system.ts'],
    setupFiles: ['./on-failure.ts'],
    sequence: { sequencer: SpineFirst },
    testTimeout: timeLimit(40_000),
    hookTimeout: timeLimit(40_000),
    // The default of one second is too short on a busy machine.
    expect: { poll: { timeout: timeLimit(10_000) } },
    // Each of the two has a system of its own; a page, its browser and its system wait for one another most of the time.
    maxWorkers: 2,
    // One Chromium for all files of a process, and the same modules imported once.
    isolate: false,
    // After some failures the system is broken, and the rest would only cost time.
    bail: 5,
  },
});
