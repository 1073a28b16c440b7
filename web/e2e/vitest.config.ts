// Browser tests: a real Chromium against the real system, started by the same script that people start it with.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  cacheDir: '../../node_modules/.cache/browser-tests',
  test: {
    root: import.meta.dirname,
    include: ['*.test.ts'],
    globalSetup: ['./running-system.ts'],
    testTimeout: 90_000,
    hookTimeout: 90_000,
    // One system, one operator, one set of fault switches.
    fileParallelism: false,
    bail: 1,
  },
});
