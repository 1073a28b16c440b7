// The SQLite files of a state folder, opened and closed by us. One left to the garbage collector is closed while workerd opens the
// same file, which ends workerd.
import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite';

/** Opens a file for `work` and closes it again. */
export function inDatabase<T>(file: string, work: (db: DatabaseSync) => T, options: DatabaseSyncOptions = {}): T {
  const db = new DatabaseSync(file, options);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

export const hasTable = (db: DatabaseSync, table: string): boolean =>
  db.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?").get(table) !== undefined;
