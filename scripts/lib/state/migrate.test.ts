import { globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { migrate } from './migrate.ts';

/** The databases of a state folder that know a table. */
const databasesWith = (state: string, table: string): DatabaseSync[] =>
  globSync(join(state, 'v3/d1/**/*.sqlite'))
    .map((file) => new DatabaseSync(file))
    .filter((db) => db.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(table) !== undefined);

it('makes every database, and refuses a state that a newer version has migrated, with a sentence', async () => {
  const state = mkdtempSync(join(tmpdir(), 'mediahub-migrate-'));
  try {
    await migrate(state);
    expect(databasesWith(state, 'd1_migrations').length).toBeGreaterThan(4);
    const [albums] = databasesWith(state, 'albums');
    albums?.exec("INSERT INTO d1_migrations (name) VALUES ('9999_from_tomorrow.sql')");
    albums?.close();
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
    const file = accounts?.location() ?? '';
    accounts?.close();
    for (const part of globSync(`${file}*`)) rmSync(part);
    await migrate(state);
    expect(databasesWith(state, 'sessions')).toHaveLength(1);

    const [monitor] = databasesWith(state, 'saga_checkpoint');
    monitor?.exec("DROP TABLE saga_checkpoint; DELETE FROM d1_migrations WHERE name = '0001_checkpoint.sql'");
    monitor?.close();
    await migrate(state);
    expect(databasesWith(state, 'saga_checkpoint')).toHaveLength(1);
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
});
