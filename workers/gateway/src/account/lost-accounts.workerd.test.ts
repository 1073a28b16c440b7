// Users whom a restore of the accounts has lost: an operator lets the person's new login lead to them again.
import { expect, it } from 'vitest';
import { newId } from '#shared/mediahub/ids';
import { env, http } from '../../test/env.ts';
import { unknownAmong } from './lost-accounts.ts';

async function logIn(login?: string) {
  const response = await http('/auth/dev-token', {
    method: 'POST',
    body: login === undefined ? null : JSON.stringify({ login }),
    headers: { 'cf-connecting-ip': crypto.randomUUID() },
  });
  const { token, user_id } = await response.json<{ token: string; user_id: string }>();
  const call = async (method: string, path: string, json?: object) => {
    const init = { method, headers: { authorization: `Bearer ${token}` } };
    const answer = await http(path, json ? { ...init, body: JSON.stringify(json) } : init);
    return { status: answer.status, body: await answer.json<Record<string, unknown>>() };
  };
  return { user_id, call };
}

const someone = () => `someone-${crypto.randomUUID()}`;

/** Restores the rows to before this user signed up. */
async function putBack(user: string): Promise<void> {
  for (const [table, column] of [
    ['sessions', 'user_id'],
    ['identities', 'user_id'],
    ['users', 'id'],
  ])
    await env.DB.prepare(`DELETE FROM ${table} WHERE ${column} = ?1`).bind(user).run();
}

/** A person whose login has lost its user, the new user that it leads to now, and an operator. */
async function lost() {
  const [name, operator] = [someone(), await logIn()];
  const before = await logIn(name);
  await putBack(before.user_id);
  const now = await logIn(name);
  expect(now.user_id).not.toBe(before.user_id);
  return { name, before, now, operator };
}

it('counts as lost because no login leads to it, and is found again by its old id once an operator has attached a login', async () => {
  const { name, before, now, operator } = await lost();
  const ids = [before.user_id, now.user_id, operator.user_id];
  expect((await operator.call('POST', '/api/v1/accounts/lost', { ids })).body).toEqual({ lost: [before.user_id] });
  expect(await unknownAmong(env.DB, ids)).toEqual([before.user_id]);
  expect(
    await operator.call('POST', `/api/v1/accounts/${before.user_id}/attach`, { from: now.user_id }),
  ).toMatchObject({ status: 200, body: { user_id: before.user_id, providers: ['dev'] } });
  expect((await now.call('GET', '/api/v1/me')).status, 'the session as the new user has ended').toBe(401);
  // No login leads to the new one any more, by an operator's word: that is no loss.
  expect(await unknownAmong(env.DB, ids)).toEqual([]);
  const again = await logIn(name);
  expect(again.user_id).toBe(before.user_id);
  expect((await again.call('GET', '/api/v1/me')).body).toMatchObject({ id: before.user_id, display_name: name });
  expect((await operator.call('POST', '/api/v1/accounts/lost', { ids })).body).toEqual({ lost: [now.user_id] });
});

it('goes to one person only, also where two operators say so at once', async () => {
  const { before, now, operator } = await lost();
  const other = await logIn(someone());
  const answers = await Promise.all(
    [now, other].map(({ user_id: from }) =>
      operator.call('POST', `/api/v1/accounts/${before.user_id}/attach`, { from }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
});

it('attaches no user that has a login, or that never existed', async () => {
  const { before, now, operator } = await lost();
  const owner = await logIn(someone());
  const attach = async (id: string, from = now.user_id) =>
    (await operator.call('POST', `/api/v1/accounts/${id}/attach`, { from })).status;
  expect(await attach(owner.user_id)).toBe(409);
  expect(await attach(newId('user'))).toBe(404);
  expect(await attach('user-1')).toBe(404);
  expect(await attach(before.user_id, newId('user')), 'from a user who does not exist').toBe(409);
  expect((await now.call('GET', '/api/v1/me')).body).toMatchObject({ id: now.user_id });
});

it('is for operators who have logged in: others, and every personal token, are refused', async () => {
  const { before, now, operator } = await lost();
  const paths = ['/api/v1/accounts/lost', `/api/v1/accounts/${before.user_id}/attach`];
  for (const path of paths)
    expect((await now.call('POST', path, { ids: [now.user_id], from: now.user_id })).body).toMatchObject({
      code: 'operator_required',
    });
  const { body } = await operator.call('POST', '/api/v1/me/tokens', {
    name: 'script',
    scopes: ['read', 'write', 'operator'],
    expires_in_days: 1,
  });
  for (const path of paths) {
    const answer = await http(path, {
      method: 'POST',
      headers: { authorization: `Bearer ${String(body['token'])}` },
    });
    expect(await answer.json()).toMatchObject({ code: 'insufficient_scope' });
  }
});
