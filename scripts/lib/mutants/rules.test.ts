// A mutant that changes nothing, or names no test, would only be noticed by the run that takes long.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { MUTANTS } from './rules.ts';

const ROOT = join(import.meta.dirname, '../../..');
const TESTS = globSync('{shared,workers,web/src,scripts}/**/*.test.ts', {
  cwd: ROOT,
  exclude: (name) => name.includes('node_modules'),
});

it.each(MUTANTS)('$rule ($breaks): the line is there once, and so is a test', ({ file, from, test }) => {
  expect(readFileSync(join(ROOT, file), 'utf8').split(from)).toHaveLength(2);
  expect(TESTS.filter((path) => path.includes(test))).not.toEqual([]);
});

it('every security rule has a mutant', () => {
  const text = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');
  const rules = new Set(Array.from(text.matchAll(/^\| ([CFH]\d+) /gm), ([, rule]) => rule));
  expect(rules.size).toBeGreaterThan(30);
  const broken = MUTANTS.map(({ rule }) => rule).filter((rule) => !rule.startsWith('R'));
  expect(new Set(broken)).toEqual(rules);
});
