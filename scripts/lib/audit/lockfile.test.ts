import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { at } from '../node/layout.mjs';
import { wrongWithLock } from './lockfile.ts';

const read = (file: string): unknown => JSON.parse(readFileSync(at(file), 'utf8'));
type Files = Parameters<typeof wrongWithLock>;

test('every version is exact, every package has its digest, every install script was decided about', () => {
  const manifest = read('package.json') as Files[0];
  expect(wrongWithLock(manifest, read('package-lock.json') as Files[1])).toEqual([]);
});

test('a second workerd is found', () => {
  const sealed = { integrity: 'sha512-x' };
  const lock = { packages: { 'node_modules/workerd': sealed, 'node_modules/a/node_modules/workerd': sealed } };
  expect(wrongWithLock({}, lock)).toEqual(['workerd: more than one is installed']);
});

test('(what is wrong is found)', () => {
  const lock = {
    packages: {
      '': {},
      'node_modules/a': { integrity: 'sha1-x' },
      'node_modules/b': { integrity: 'sha512-x', hasInstallScript: true },
    },
  };
  expect(wrongWithLock({ dependencies: { a: '^1.0.0', b: '1.0.0' } }, lock)).toHaveLength(3);
});
