// A backup of the monitor's database may be older than its newest tables: what those say then must not be taken for up to date.
import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { monitorBehind } from '#shared/engine/saga/monitor/checkpoint';
import { d1 } from '#shared/engine/testing/sqlite';

const MIGRATIONS = resolve(import.meta.dirname, '../../../migrations/saga');
const scripts = globSync('*.sql', { cwd: MIGRATIONS })
  .toSorted((a, b) => (a < b ? -1 : 1))
  .map((file) => readFileSync(resolve(MIGRATIONS, file), 'utf8'));
const SHOWN = "INSERT INTO sagas VALUES ('saga-1', 'user-1', 'running', 1, 1, '2026-01-01', '{}')";

it.each(scripts.map((_, n) => n + 1))(
  'of a backup from after %i migrations, the sagas get their events again',
  async (kept) => {
    const db = d1(...scripts.slice(0, kept), SHOWN, ...scripts.slice(kept));
    expect(await monitorBehind(db, 500)).toBe(0);
  },
);

it('of a backup that is up to date they do not, after all later migrations', async () => {
  const [monitor = '', checkpoint = '', ...later] = scripts;
  const db = d1(monitor, checkpoint, SHOWN, 'UPDATE saga_checkpoint SET position = 500', ...later);
  expect(await monitorBehind(db, 500)).toBeNull();
});
