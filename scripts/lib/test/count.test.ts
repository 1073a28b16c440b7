// What the end of a long run says of a failure: which, and the beginning of why.
import { expect, it } from 'vitest';
import { failedWith } from './count.ts';

it('names the lines of an output that say what failed, each once', () => {
  const output = [
    '\u001B[32m✓\u001B[39m one',
    '  × a photo is kept 12ms',
    ' \u001B[31mFAIL\u001B[39m  flow.test.ts > a photo is kept',
    ' FAIL  flow.test.ts > a photo is kept',
    'AssertionError: live: expected [] to deeply equal [ 1 ]',
    'Tests  1 failed | 32 passed',
  ].join('\n');
  expect(failedWith('the guides', output)).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
    names: [
      [
        'the guides',
        '  × a photo is kept 12ms',
        ' FAIL  flow.test.ts > a photo is kept',
        'AssertionError: live: expected [] to deeply equal [ 1 ]',
      ].join('\n        '),
    ],
  });
});

it('tells the end of an output that names nothing', () => {
  const output = Array.from({ length: 20 }, (_, n) => `line ${n}`).join('\n');
  const [name] = failedWith('deployment', `${output}\n\n`).names ?? [];
  expect(name?.split('\n').map((line) => line.trim())).toEqual([
    'deployment',
    ...Array.from({ length: 8 }, (_, n) => `line ${n + 12}`),
  ]);
});
