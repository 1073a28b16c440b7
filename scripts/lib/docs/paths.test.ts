// A path in a page names a file that there is: below the page's own folder, below the root, or the end of some path. Guides say
// themselves what they create. So does the name of a file in a comment.
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

const SOURCES = FILES.filter((path) => /\.(?:ts|tsx|mjs)$/.test(path));
const COMMENT = /(?:^|\s)(?:\/\/|\/\*\*?|\*) (?<text>.*)/;
/** A file by its name, also of a test without its ending (`simulation.test`); no pattern, and no method such as `c.json`. */
const NAME =
  /(?<![\w*{}$.-])(?:[\w-]+\/)*(?<name>\w[\w-]*(?:\.workerd|\.mutants|\.drill)?(?:\.test)?\.(?:tsx?|mjs|test))\b/g;
const NAMES = new Set(FILES.flatMap((path) => [basename(path), basename(path).replace(/\.ts$/, '')]));
/** What a comment says how to make. */
const MADE = ['peer.mjs'];

it('a comment names files that there are', () => {
  const missing = SOURCES.flatMap((file) =>
    readFileSync(resolve(ROOT, file), 'utf8')
      .split('\n')
      .flatMap((line, n) =>
        [...(COMMENT.exec(line)?.groups?.['text'] ?? '').matchAll(NAME)]
          .flatMap(({ groups }) => groups?.['name'] ?? [])
          .filter((name) => !NAMES.has(name) && !MADE.includes(name))
          .map((name) => `${file}:${n + 1}: ${name}`),
      ),
  );
  expect(missing).toEqual([]);
});
