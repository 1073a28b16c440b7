// A restore of the accounts has lost a user, and the operator finds out on the System page.
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { logIn, openPage, stateOfThisFile, type Watched } from './browser.ts';

let watched: Watched;

beforeAll(async () => {
  watched = await openPage();
  await logIn(watched.page);
});
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await watched.picture('lost-users-failed');
});
afterAll(() => watched.close());

/** The accounts as they were before this user signed up. */
function putBack(user: string): void {
  for (const file of globSync(join(stateOfThisFile(), 'v3', 'd1', '*', '*.sqlite'))) {
    const db = new DatabaseSync(file, { timeout: 10_000 });
    try {
      if (!db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'identities'").get()) continue;
      for (const [table, column] of [
        ['sessions', 'user_id'],
        ['identities', 'user_id'],
        ['users', 'id'],
      ])
        db.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(user);
    } finally {
      db.close();
    }
  }
}

it('lists whom a restore of the accounts has lost', async () => {
  const { page } = watched;
  const answer = await fetch(new URL('/auth/dev-token', page.url()), {
    method: 'POST',
    body: JSON.stringify({ login: `lost-${crypto.randomUUID()}` }),
  });
  const { user_id } = (await answer.json()) as { user_id: string };
  putBack(user_id);
  await page.getByRole('navigation').getByRole('link', { name: 'System' }).filter({ visible: true }).click();
  const card = page.getByRole('region', { name: 'Users without a login' });
  // Its event reaches the log a moment after the login is answered.
  await expect
    .poll(async () => {
      await card.getByRole('button', { name: 'Look for them' }).click();
      await card.getByRole('status').filter({ hasText: /login/ }).waitFor();
      return card.getByText(user_id).count();
    })
    .toBe(1);
  expect(await card.getByText('npm run recover').count()).toBe(1);
});
