// What a soak runs, and how long each of its properties may take: DURATION is shared among all that are found in the files.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { at, ROOT } from '../node/layout.mjs';
import { userError } from '../node/user-error.mjs';

/** The suites that find more the longer they run; the small ones are tried enough by `npm test`, or named. */
export const SUITES = [
  'shared/engine/faults/reordering.test',
  'shared/engine/runtime/backoff.test',
  'shared/engine/command/handle-command.test',
  'shared/engine/command/load-state.test',
  'shared/engine/command/snapshot.test',
  'shared/engine/command/state-cache.test',
  'workers/eventstore/test/contract.workerd.test',
  'shared/engine/eventstore/rebuild/advance.test',
  'workers/eventstore/test/scenario.workerd.test',
  'workers/eventstore/test/waiting.workerd.test',
  'shared/engine/eventstore/simulation.test',
  'shared/engine/eventstore/restores.test',
  'workers/album/src/projections/albums/rebuild.test',
  'workers/media-query/src/projections/media-library/rebuild.test',
  'workers/notification/src/projections/inbox/rebuild.test',
  'workers/saga/test/react.test',
  'workers/saga/test/fault-scenario.workerd.test',
  'workers/system-tests/chaos.test',
];

/** Properties in a test file, as far as its text tells: one that is run for each of a table counts once. */
const propertiesIn = (text: string) =>
  [...text.matchAll(/\bfcParameters(<.*>)?\(/g)].length + 2 * [...text.matchAll(/^\s*rebuildable\(/gm)].length;

/** The test files with properties, and how many. */
export const suites = () =>
  ['shared', 'workers'].flatMap((folder) =>
    readdirSync(at(folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
      .map((file) => ({
        file: join(folder, file).split(sep).join('/'),
        properties: propertiesIn(readFileSync(join(ROOT, folder, file), 'utf8')),
      }))
      .filter(({ properties }) => properties > 0),
  );

/**
 * @param propertyEnv DURATION, SEED and PLAN, as in the environment
 * @param args names of files, or parts of them, and options for vitest
 * @returns `seconds` for each property
 * @throws UserError for what cannot be meant
 */
export function planSoak(
  { DURATION, SEED, PLAN }: { [name: string]: string | undefined },
  args: string[],
  found = suites(),
): { files: string[]; properties: number; seconds: number } {
  const duration = Number(DURATION || 60);
  if (!(duration > 0)) throw userError(`DURATION is a number of seconds, not ${DURATION}.`);
  const named = args.filter((arg) => !arg.startsWith('-'));
  const files = found.filter(({ file }) =>
    (named.length > 0 ? named : SUITES).some((part) => file.includes(part)),
  );
  if (files.length === 0) throw userError(`no property is tried in ${named.join(', ')}.`);
  if ((SEED || PLAN) && (named.length === 0 || files.length > 1))
    throw userError(
      'SEED and PLAN belong to one property: name its file, as in the command that the failure printed.',
    );
  if (PLAN && !SEED) throw userError('PLAN is a place in what a SEED makes up: give both.');
  const properties = files.reduce((sum, file) => sum + file.properties, 0);
  return {
    files: files.map(({ file }) => file),
    properties,
    seconds: Math.max(1, Math.round(duration / properties)),
  };
}
