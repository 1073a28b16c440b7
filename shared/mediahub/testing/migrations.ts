// The migrations of MediaHub's databases, for tests on Node's SQLite.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The scripts of a database, in their order. */
export const migrationsOf = (database: string): string[] => {
  const folder = join(import.meta.dirname, '../../../migrations', database);
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql'));
  return files.sort().map((file) => readFileSync(join(folder, file), 'utf8'));
};
