// A change in a database of the system that runs, as an operator makes one beside it.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Page } from 'playwright-core';
import { hasTable, inDatabase } from '../../scripts/lib/state/database-file.ts';
import { stateOfThisFile } from './browser.ts';

/**
 * Works in the database that has this table. The system finds it locked in the meantime and repeats what it does by itself, but
 * answers 500: so no page asks anything then.
 */
export async function inTheDatabaseWith(
  page: Page,
  table: string,
  work: (db: DatabaseSync) => void,
): Promise<void> {
  await page.goto('about:blank');
  const change = (db: DatabaseSync): boolean => {
    if (!hasTable(db, table)) return false;
    work(db);
    return true;
  };
  const files = globSync(join(stateOfThisFile(), 'v3', 'd1', '*', '*.sqlite'));
  if (!files.some((file) => inDatabase(file, change, { timeout: 10_000 })))
    throw new Error(`no database has ${table}`);
  await page.goto('/');
}
