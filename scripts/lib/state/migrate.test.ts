import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it, vi } from 'vitest';
import { hasTable, inDatabase } from './database-file.ts';
import { migrate } from './migrate.ts';

const files = (state: string): string[] => globSync(join(state, 'v3/d1/**/*.sqlite'));

/** The database files of a state folder that know a table. */
const databasesWith = (state: string, table: string): string[] =>
  files(state).filter((file) => inDatabase(file, (db) => hasTable(db, table)));

const change = (file: string | undefined, sql: string): void => inDatabase(String(file), (db) => db.exec(sql));

it('makes every database, and refuses a state that a newer version has migrated, with a sentence', async () => {
  const state = mkdtempSync(join(tmpdir(), 'mediahub-migrate-'));
  try {
    await migrate(state);
    expect(databasesWith(state, 'd1_migrations').length).toBeGreaterThan(4);
    const [albums] = databasesWith(state, 'albums');
    change(albums, "INSERT INTO d1_migrations (name) VALUES ('9999_from_tomorrow.sql')");
    await migrate(state);
    // What has not changed since the last start is not looked at again; another version is another fingerprint.
    writeFileSync(join(state, 'migrations.sha256'), 'of a newer version');
    await expect(migrate(state)).rejects.toThrow(
      /a newer version of MediaHub has written this state: the database album has the migration 9999_from_tomorrow\.sql/,
    );
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
});

it('makes a database again that was deleted, and migrates one that was put back to before its last migration', async () => {
  const state = mkdtempSync(join(tmpdir(), 'mediahub-migrate-'));
  try {
    await migrate(state);
    const [accounts] = databasesWith(state, 'sessions');
    for (const part of globSync(`${accounts}*`)) rmSync(part);
    await migrate(state);
    expect(databasesWith(state, 'sessions')).toHaveLength(1);

    const [monitor] = databasesWith(state, 'saga_checkpoint');
    change(monitor, "DROP TABLE saga_checkpoint; DELETE FROM d1_migrations WHERE name = '0001_checkpoint.sql'");
    await migrate(state);
    expect(databasesWith(state, 'saga_checkpoint')).toHaveLength(1);
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
});

it('waits for a program that holds a database for an instant', async () => {
  const state = mkdtempSync(join(tmpdir(), 'mediahub-migrate-'));
  try {
    await migrate(state);
    const metadata = files(state).find((file) => file.endsWith('metadata.sqlite'));
    const holder = new DatabaseSync(String(metadata));
    // As the last connection does when it closes a database: no other may even read it.
    holder.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; CREATE TABLE held (id); ROLLBACK');
    const said = vi.spyOn(console, 'error').mockImplementation(() => holder.close());
    rmSync(join(state, 'migrations.sha256'));
    await migrate(state);
    expect(said).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('Another program holds a database'));
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
});
