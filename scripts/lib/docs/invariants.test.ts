// The table of faults in docs/invariants.md names what there is: each cause a simulation or a test, each mutant a mutant, each
// regression a test. And each mutant of recovery has its row.
import { globSync, readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { expect, it } from 'vitest';
import { MUTANTS } from '../mutants/rules.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(resolve(ROOT, path), 'utf8');

const TESTS = new Set(
  globSync('{shared,workers,scripts,web/src}/**/*.test.ts', {
    cwd: ROOT,
    exclude: (name) => name.includes('node_modules'),
  }).map((path) => basename(path)),
);
const OWN = MUTANTS.filter(({ rule }) => rule.startsWith('R')).map(({ breaks }) => breaks);
const ENGINE = [
  'shared/engine/testing/eventstore/mutants.ts',
  'shared/engine/testing/eventstore/mutants-of-recovery.ts',
  'shared/engine/testing/saga/engine-mutants.ts',
  'shared/engine/eventstore/restores.test.ts',
].map(read);
const CAUSES = /^(simulation|restores|sagas|growth|built)\b/;

const rows = read('docs/invariants.md')
  .split('| Fault |')[1]
  ?.split('\n\n')[0]
  ?.split('\n')
  .slice(2)
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, fault = '', cause = '', broken = '', kept = '']) => ({ fault, cause, broken, kept }));
const FAULTS = rows ?? [];

const testsIn = (cell: string): string[] =>
  [...cell.matchAll(/`([^`]+\.test\.ts)`/g)].map(([, name = '']) => name);
const mutantsIn = (cell: string): string[] => (cell === '–' ? [] : cell.split('; '));

it('has rows', () => expect(FAULTS.length).toBeGreaterThan(40));

it.each(FAULTS)('$fault', ({ cause, broken, kept }) => {
  expect(cause).toMatch(CAUSES);
  expect(testsIn(kept).length).toBeGreaterThan(0);
  expect([...testsIn(cause), ...testsIn(kept)].filter((name) => !TESTS.has(name))).toEqual([]);
  const unknown = mutantsIn(broken).filter(
    (name) => !OWN.includes(name) && !ENGINE.some((source) => source.includes(`'${name}'`)),
  );
  expect(unknown).toEqual([]);
});

it('names every mutant of recovery', () => {
  const named = new Set(FAULTS.flatMap(({ broken }) => mutantsIn(broken)));
  expect(OWN.filter((name) => !named.has(name))).toEqual([]);
});
