// Applies the D1 migrations of all databases to the local state, in one workerd for all of them and under wrangler's
// own book-keeping (`d1_migrations`), so `wrangler d1 migrations list` agrees. Each file is one transaction.
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import type { D1Database } from '@cloudflare/workers-types';
import { fingerprint, isStamped, setStamp } from '../build/fingerprint.ts';
import { at, ROOT, shown, WORKER_FOLDERS } from '../node/layout.mjs';
import { userError } from '../node/user-error.mjs';
import { inDatabase } from './database-file.ts';
import { newer, requireKnownObjects } from './object-schemas.ts';
import { pauseBefore } from '../process/backoff.ts';
import { runQuietly } from '../process/tool.ts';

const BOOK = `CREATE TABLE IF NOT EXISTS d1_migrations(
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE,
  applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`;

export type Database = { database_name: string; database_id: string; migrations_dir: string };

/**
 * Brings every database of this state folder up to date.
 * @throws UserError when a migration cannot be applied, or a newer version has written the state
 */
export async function migrate(state: string) {
  const stamp = join(state, 'migrations.sha256');
  const print = fingerprint([
    'migrations/*/*.sql',
    'wrangler.toml',
    'workers/*/wrangler.toml',
    'scripts/lib/state/object-schemas.ts',
  ]);
  if (isStamped(stamp, print) && isComplete(state)) return;
  requireKnownObjects(state);
  await tryMigrating(state);
  setStamp(stamp, print);
}

/** The last program to close a database, e.g. a backup or a database browser, locks it for an instant; workerd then exits. */
const TRIES = 5;

async function tryMigrating(state: string): Promise<void> {
  for (let tries = 1; ; tries++) {
    // In a process of its own: wrangler would stay in the memory of this one, which lives as long as the system.
    const { code, output } = await runQuietly('node', [import.meta.filename, state]);
    if (code === 0) return;
    if (!output.includes('SQLITE_BUSY')) throw userError(output.trim());
    if (tries === TRIES)
      throw userError(
        `another program holds a database below ${shown(state)}. Close it, and start MediaHub again.\n\n${output.trim()}`,
      );
    console.error(`Another program holds a database below ${shown(state)}. Trying again …`);
    await pause(pauseBefore(tries));
  }
}

/** The migrations that a database file has, by its own book. */
function bookOf(file: string): Set<unknown> {
  try {
    const names = (db: DatabaseSync) => db.prepare('SELECT name FROM d1_migrations').all();
    return new Set(inDatabase(file, names, { readOnly: true }).map(({ name }) => name));
  } catch {
    // Not migrated, or no database.
    return new Set();
  }
}

/** The stamp is of the folder; each database in it may have been deleted, or put back to before a migration. */
function isComplete(state: string): boolean {
  const books = globSync(join(state, 'v3/d1/**/*.sqlite')).map(bookOf);
  const all = globSync('migrations/*/', { cwd: ROOT }).map((folder) => migrationsIn(at(folder)));
  return all.every((needed) => books.some((book) => needed.every((name) => book.has(name))));
}

async function migrateAll(state: string) {
  const { getPlatformProxy, unstable_readConfig, unstable_splitSqlQuery } = await import('wrangler');
  const databases = WORKER_FOLDERS.flatMap((folder) =>
    unstable_readConfig({ config: join(folder, 'wrangler.toml') }, { hideWarnings: true }).d1_databases.map(
      (d1: Partial<Database>) => ({
        database_name: String(d1.database_name),
        database_id: String(d1.database_id),
        migrations_dir: resolve(folder, d1.migrations_dir ?? 'migrations'),
      }),
    ),
  );
  const config = join(state, 'migrate', 'wrangler.json');
  mkdirSync(join(state, 'migrate'), { recursive: true });
  writeFileSync(config, JSON.stringify(asConfig(databases)));
  const proxy = await getPlatformProxy({
    configPath: config,
    persist: { path: join(state, 'v3') },
    remoteBindings: false,
  });
  try {
    const bindings = proxy.env as Record<string, D1Database>;
    for (const { database_name, migrations_dir } of databases) {
      const db = bindings[database_name];
      // All of them are looked at before the first is changed.
      if (db) await requireKnown(db, database_name, migrations_dir);
    }
    for (const { database_name, migrations_dir } of databases) {
      const db = bindings[database_name];
      if (db) await applyPending(db, migrations_dir, unstable_splitSqlQuery);
    }
  } finally {
    await proxy.dispose();
    rmSync(join(state, 'migrate'), { recursive: true, force: true });
  }
}

const asConfig = (databases: Database[]) => ({
  name: 'migrate',
  compatibility_date: '2026-10-01',
  d1_databases: databases.map((d1) => ({ binding: d1.database_name, ...d1 })),
});

const migrationsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();

async function appliedTo(db: D1Database): Promise<string[]> {
  await db.prepare(BOOK).run();
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>();
  return results.map(({ name }) => name);
}

/** @throws UserError when a newer version has changed the database */
async function requireKnown(db: D1Database, name: string, folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  const known = new Set(migrationsIn(folder));
  const unknown = (await appliedTo(db)).find((applied) => !known.has(applied));
  if (unknown !== undefined) throw newer(`the database ${name} has the migration ${unknown}`);
}

async function applyPending(db: D1Database, folder: string, split: (sql: string) => string[]) {
  if (!existsSync(folder)) return;
  const applied = new Set(await appliedTo(db));
  for (const name of migrationsIn(folder).filter((file) => !applied.has(file))) {
    const statements = split(readFileSync(join(folder, name), 'utf8'));
    const book = db.prepare('INSERT INTO d1_migrations (name) VALUES (?1)').bind(name);
    await db.batch([...statements.map((sql) => db.prepare(sql)), book]).catch((error) => {
      throw userError(`the migration ${shown(join(folder, name))} cannot be applied: ${error.message}`);
    });
  }
}

if (process.argv[1] === import.meta.filename)
  await migrateAll(String(process.argv[2])).catch((error) => {
    console.error(error.name === 'UserError' ? error.message : error);
    process.exit(1);
  });
