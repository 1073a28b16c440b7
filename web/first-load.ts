// The gate for a lean start: what the browser must fetch before the library is on the screen has a ceiling, which
// `npm run check` holds; a start goes on above it. Counted are the entry, the largest catalogue, the library, and everything
// that these import.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

const CEILING_BYTES = 90_000;
/** What was measured, for the gate. */
export const FIRST_LOAD = join(import.meta.dirname, '../node_modules/.cache/mediahub/first-load.json');
export interface FirstLoad {
  bytes: number;
  ceiling: number;
  /** In words. */
  figure: string;
}

const PAGE = 'src/features/library/LibraryPage.tsx';
const CATALOGUE = /src\/i18n\/[a-z]{2}\/first\.ts$/;

export const firstLoad = (): Plugin => ({
  name: 'first-load',
  apply: 'build',
  generateBundle: {
    order: 'post',
    handler(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const gzipped = new Map(chunks.map(({ fileName, code }) => [fileName, gzipSync(code).length]));
      const closure = (fileName: string, seen = new Set<string>()): Set<string> => {
        if (seen.has(fileName)) return seen;
        seen.add(fileName);
        for (const next of chunks.find((chunk) => chunk.fileName === fileName)?.imports ?? []) closure(next, seen);
        return seen;
      };
      const facadeOf = (matches: (id: string) => boolean) =>
        chunks.filter(({ facadeModuleId }) => facadeModuleId !== null && matches(facadeModuleId));
      const [entry] = chunks.filter(({ isEntry }) => isEntry);
      const [page] = facadeOf((id) => id.endsWith(PAGE));
      const [catalogue] = facadeOf((id) => CATALOGUE.test(id)).toSorted(
        (a, b) => (gzipped.get(b.fileName) ?? 0) - (gzipped.get(a.fileName) ?? 0),
      );
      if (!entry || !page || !catalogue) return this.error('first-load: entry, library or catalogue not found');
      const seen = new Set<string>();
      for (const { fileName } of [entry, page, catalogue]) closure(fileName, seen);
      const bytes = [...seen].reduce((sum, fileName) => sum + (gzipped.get(fileName) ?? 0), 0);
      const figure = `first load: ${(bytes / 1000).toFixed(1)} kB of JavaScript, gzipped, in ${seen.size} files (at most ${CEILING_BYTES / 1000} kB)`;
      mkdirSync(dirname(FIRST_LOAD), { recursive: true });
      writeFileSync(FIRST_LOAD, JSON.stringify({ bytes, ceiling: CEILING_BYTES, figure }));
      if (bytes > CEILING_BYTES) this.warn(figure);
      else this.info(figure);
    },
  },
});
