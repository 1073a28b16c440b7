// The border: the engine does not mention the system that uses it. Lint forbids the imports; this test forbids the words.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ENGINE = join(import.meta.dirname, '../../../shared/engine');
/** MediaHub's own, as parts of words too: `media_id`, `ExporterPort`. `export` alone is a word of the language. */
const WORDS = /(?<!im)media|album|notification|thumbnail|exporter|photo|upload|inbox/i;
const EXPORT = /Export[A-Z]|\bexport_|'export'/;

it('shared/engine knows none of the words of MediaHub', () => {
  const found = readdirSync(ENGINE, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|md|json)$/.test(file))
    .flatMap((file) =>
      readFileSync(join(ENGINE, file), 'utf8')
        .split('\n')
        .flatMap((line, n) => (WORDS.test(line) || EXPORT.test(line) ? [`${file}:${n + 1}: ${line.trim()}`] : [])),
    );
  expect(found).toEqual([]);
});
