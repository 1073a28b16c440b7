// A path in a page names a file that there is: below the page's own folder, below the root, or the end of some path. Guides say
// themselves what they create.
import { globSync, readFileSync } from 'node:fs';
import { basename, matchesGlob, resolve } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const FILES = globSync('**/*', {
  cwd: ROOT,
  exclude: (name) => /^(?:node_modules|dist|\..+)$/.test(basename(name)),
});
const PAGES = FILES.filter((path) => path.endsWith('.md') && !path.startsWith('docs/how-to/'));
const PATH = /`(?<path>[\w.@-][\w./{},*@-]*\.(?:ts|tsx|mjs|toml|sql))`/g;

it.each(PAGES)('%s names files that there are', (page) => {
  const named = [...readFileSync(resolve(ROOT, page), 'utf8').matchAll(PATH)].flatMap(
    ({ groups }) => groups?.path ?? [],
  );
  const missing = named
    .map((path) => path.replace(/^(?:\.\.?\/)+/, ''))
    .filter((path) => !FILES.some((file) => matchesGlob(`/${file}`, `/**/${path}`)));
  expect(missing).toEqual([]);
});
