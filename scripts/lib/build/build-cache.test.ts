import { existsSync, mkdtempSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { kept } from './build-cache.ts';

let folder: string;
beforeEach(() => (folder = join(mkdtempSync(join(tmpdir(), 'mediahub-kept-')), 'builds')));

const holding = (text: string) => (empty: string) => writeFileSync(join(empty, 'file'), text);
const never = (): never => {
  throw new Error('made again');
};

it('is made once, and stays as it was when another one is made', () => {
  const first = kept(folder, 'a', holding('first'));
  expect(kept(folder, 'a', never)).toBe(first);
  expect(kept(folder, 'b', holding('second'))).not.toBe(first);
  expect(readFileSync(join(first, 'file'), 'utf8')).toBe('first');
});

it('leaves nothing of one that could not be made', () => {
  const broken = (empty: string): never => {
    holding('half')(empty);
    throw new Error('no room');
  };
  expect(() => kept(folder, 'a', broken)).toThrow('no room');
  expect(readdirSync(folder)).toEqual([]);
});

it('keeps those that were used last', () => {
  const builds = ['a', 'b', 'c', 'd'].map((print, n) => {
    const build = kept(folder, print, holding(print));
    utimesSync(build, n, n);
    return build;
  });
  kept(folder, 'a', never);
  kept(folder, 'e', holding('e'));
  expect(builds.map((build) => existsSync(build))).toEqual([true, false, true, true]);
});
