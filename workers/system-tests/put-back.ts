// Puts stores of a state folder back to an earlier instant, as a person does who copies files.
import { randomUUID } from 'node:crypto';
import { cpSync, globSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { hasTable, inDatabase } from '../../scripts/lib/state/database-file.ts';

/** The file of the database that has this table; local names are hashes. */
export const databaseWith = (state: string, table: string): string => {
  const found = globSync(join(state, 'v3', 'd1', '*', '*.sqlite')).find((file) =>
    inDatabase(file, (db) => hasTable(db, table)),
  );
  if (!found) throw new Error(`no database has ${table}`);
  return found;
};

const OBJECTS: Readonly<Record<string, string>> = {
  streams: '*EventStream',
  sequencer: '*EventLog',
  subscriptions: '*Subscription',
  rebuilds: '*Rebuild',
  sagas: '*SagaCoordinator',
  shelves: '*ExportShelf',
  channels: '*UserChannel',
  sweeper: '*Sweeper',
  board: '*Board',
};

/** What can be put back alone: databases, by a table of theirs, and objects of one kind. */
export const STORES = ['events', 'media', 'albums', 'notifications', 'monitor', ...Object.keys(OBJECTS)];

/** Puts one database, or the folder of one kind of object, back to what `from` has. */
export const putBack = (state: string, from: string, store: string): void => {
  const objects = OBJECTS[store];
  if (objects) {
    const [folder] = globSync(join(state, 'v3', 'do', objects));
    const [old] = globSync(join(from, 'v3', 'do', objects));
    if (!folder) return;
    rmSync(folder, { recursive: true });
    if (old) cpSync(old, folder, { recursive: true });
    return;
  }
  const table = store === 'monitor' ? 'saga_checkpoint' : store;
  const [mine, old] = [databaseWith(state, table), databaseWith(from, table)];
  for (const file of globSync(`${mine}*`)) rmSync(file);
  for (const file of globSync(`${old}*`)) cpSync(file, join(dirname(mine), basename(file)));
};

/**
 * A log as an old version left it: it holds what is behind an event of this stream and not the event itself, and no one
 * knows. At its position there is another stream's, which came at that time.
 */
export function leaveHole(state: string, stream: string): void {
  inDatabase(databaseWith(state, 'events'), (db) => {
    const at = db.prepare('SELECT position FROM events WHERE aggregate_id = ? AND version = 2').get(stream);
    const position = Number(at?.['position']);
    const album = db
      .prepare("SELECT * FROM events WHERE event_type = 'AlbumCreated' ORDER BY position DESC")
      .get();
    const other = { ...album, position, id: randomUUID(), aggregate_id: `album-${randomUUID()}` };
    db.prepare('DELETE FROM events WHERE position = ?').run(position);
    const columns = Object.keys(other);
    db.prepare(
      `INSERT INTO events (${columns.join(', ')}) VALUES (${columns.map((name) => `:${name}`).join(', ')})`,
    ).run(other as Record<string, string | number>);
  });
  // The board follows the log from its beginning, as one does that was there at that time.
  for (const board of globSync(join(state, 'v3', 'do', '*Board'))) rmSync(board, { recursive: true });
}

/** The alarms of all objects of a kind as a clock would have set them that was ahead by so much. */
export function setAlarmsAhead(state: string, objects: string, ms: number): void {
  const later = BigInt(ms) * 1_000_000n;
  for (const file of globSync(join(state, 'v3', 'do', OBJECTS[objects] ?? '', '*.sqlite'))) {
    inDatabase(file, (db) => {
      if (basename(file) === 'metadata.sqlite')
        db.prepare('UPDATE _cf_ALARM SET scheduled_time = scheduled_time + ?').run(later);
      else db.prepare('UPDATE _cf_METADATA SET value = value + ? WHERE key = 1').run(later);
    });
  }
}
