// State that a newer version has written is not opened: what its columns mean is not known here, and a write would be lost on
// the way back. D1 has its migrations to tell by; of the Durable Objects each has a schema version of its own.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { inDatabase } from './database-file.ts';
import { userError } from '../node/user-error.mjs';

/** How many scripts the schema of each class has; a test compares it with the classes. */
export const OBJECT_SCHEMAS: Record<string, number> = {
  'eventstore-EventStream': 5,
  'eventstore-Subscription': 4,
  'saga-SagaCoordinator': 2,
  'exporter-ExportShelf': 1,
  'observer-Board': 5,
};

/** Of so many objects a class, those that were written last: a newer version has touched them. */
const LOOKED_AT = 20;

export const newer = (why: string): Error =>
  userError(
    `a newer version of MediaHub has written this state: ${why}.\n` +
      'Update this clone (git pull), or start on another state: MEDIAHUB_STATE=.wrangler/other npm start',
  );

function schemaOf(file: string): number {
  try {
    const version = (db: DatabaseSync) => db.prepare('SELECT MAX(version) AS version FROM schema_version').get();
    return Number(inDatabase(file, version, { readOnly: true })?.['version'] ?? 0);
  } catch {
    // An object without tables has no version.
    return 0;
  }
}

/** @throws UserError when a newer version has written a Durable Object */
export function requireKnownObjects(state: string): void {
  for (const [name, known] of Object.entries(OBJECT_SCHEMAS)) {
    const folder = join(state, 'v3', 'do', name);
    if (!existsSync(folder)) continue;
    const newest = readdirSync(folder)
      .filter((file) => file.endsWith('.sqlite'))
      .map((file) => ({ path: join(folder, file), written: statSync(join(folder, file)).mtimeMs }))
      .toSorted((a, b) => b.written - a.written)
      .slice(0, LOOKED_AT);
    const schema = Math.max(0, ...newest.map(({ path }) => schemaOf(path)));
    if (schema > known) throw newer(`an object of ${name} has schema ${schema}, and this version knows ${known}`);
  }
}
