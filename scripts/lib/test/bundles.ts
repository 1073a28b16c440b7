// What `wrangler deploy` bundles of each Worker: that it is what `npm start` runs, byte for byte, and how large it is.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Ceilings in KiB, some percent above what there is: a library that is pulled in whole by one import shows here. A Worker
 * that has good reason to be larger gets a higher one, in the commit that has the reason.
 */
const CEILINGS: Record<string, number> = {
  album: 480,
  eventstore: 610,
  exporter: 460,
  gateway: 780,
  'media-command': 1_500,
  'media-query': 660,
  notification: 660,
  observer: 450,
  saga: 660,
  thumbnailer: 1_250,
  web: 8,
};

/** The map has the name of the file that wrangler was given. */
const codeOf = (file: string): string => readFileSync(file, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '');

/**
 * @param deployed the file that `wrangler deploy` made
 * @returns what is wrong with the bundle of a Worker, or ''
 */
export function wrongWith(name: string, deployed: string, started: string): string {
  if (codeOf(deployed) !== codeOf(join(started, 'index.js')))
    return `npm start runs another bundle of ${name} than wrangler deploy makes: scripts/lib/build/bundle-workers.ts`;
  const ceiling = CEILINGS[name];
  if (ceiling === undefined) return `${name} has no ceiling in scripts/lib/test/bundles.ts`;
  const size = Math.ceil(statSync(deployed).size / 1024);
  return size > ceiling ? `the bundle of ${name} has ${size} KiB, its ceiling is ${ceiling} KiB` : '';
}
