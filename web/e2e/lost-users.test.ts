// A restore of the accounts has lost a user, and the operator finds out on the System page.
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { logIn, openPage, visit, type Watched } from './browser.ts';
import { inTheDatabaseWith } from './in-database.ts';

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
const putBack = (user: string): Promise<void> =>
  inTheDatabaseWith(watched.page, 'identities', (db) => {
    for (const [table, column] of [
      ['sessions', 'user_id'],
      ['identities', 'user_id'],
      ['users', 'id'],
    ])
      db.prepare(`DELETE FROM ${table} WHERE ${column} = ?`).run(user);
  });

it('lists whom a restore of the accounts has lost', async () => {
  const { page } = watched;
  const answer = await fetch(new URL('/auth/dev-token', page.url()), {
    method: 'POST',
    body: JSON.stringify({ login: `lost-${crypto.randomUUID()}` }),
  });
  const { user_id } = (await answer.json()) as { user_id: string };
  await putBack(user_id);
  await visit(page, 'System');
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
