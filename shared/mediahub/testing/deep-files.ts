// The test files that `npm test` runs only by name: they test the tests rather than the product (mutants), take the decoder, a
// stream and the log to their limits, or wait for minutes (calls, which `npm run check` runs beside the others).
export const DEEP_FILES = [
  '**/mutants.test.ts',
  '**/*.mutants.test.ts',
  '**/faulty-objects.workerd.test.ts',
  '**/large-images.workerd.test.ts',
  '**/growth.workerd.test.ts',
  '**/calls.test.ts',
];

/** What a project leaves out. `npm test` sets the variable when it names no file. */
export const leftOut = (env: NodeJS.ProcessEnv = process.env): string[] =>
  env['TIER'] === 'quick' ? DEEP_FILES : [];
