// Idempotency-Key over the real Workers (rule H7): a write sent again is answered again and happens once.
import { expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { Client } from './client.ts';

interface Album {
  id: string;
  name: string;
}

const withKey = (key: string = crypto.randomUUID()) => ({ 'idempotency-key': key });
/** The log may have it a moment after the answer. */
const happensOnce = (user: Client, type: string): Promise<boolean> =>
  eventually(async () => {
    expect((await user.events()).filter((event) => event.event_type === type)).toHaveLength(1);
    return true;
  });

it('an album created twice with one key is one album, with the same answer', async () => {
  const user = await Client.login();
  const key = withKey();
  const create = () => user.call<Album>('POST', '/api/v1/albums', { name: '京都' }, key);
  const [first, second] = [await create(), await create()];
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.body).toEqual(first.body);
  for (const name of ['location', 'x-event-position', 'content-type'])
    expect(second.headers.get(name)).toBe(first.headers.get(name));
  expect(second.headers.get('idempotent-replayed')).toBe('true');
  await happensOnce(user, 'AlbumCreated');
});

it('the same key with another body is refused, and changes nothing', async () => {
  const user = await Client.login();
  const key = withKey();
  await user.call('POST', '/api/v1/albums', { name: 'one' }, key);
  const other = await user.call('POST', '/api/v1/albums', { name: 'two' }, key);
  expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
  await happensOnce(user, 'AlbumCreated');
});

it('the same key of another user is another key', async () => {
  const key = withKey();
  const [alice, bob] = await Promise.all([Client.login(), Client.login()]);
  const [hers, his] = await Promise.all(
    [alice, bob].map((user) => user.call<Album>('POST', '/api/v1/albums', { name: 'mine' }, key)),
  );
  expect([hers?.status, his?.status]).toEqual([201, 201]);
  expect(hers?.body.id).not.toBe(his?.body.id);
});

it('five at once with one key: one effect, and each gets the answer or a 409 with Retry-After', async () => {
  const user = await Client.login();
  const key = withKey();
  const create = () => user.call<Album>('POST', '/api/v1/albums', { name: 'once' }, key);
  const answers = await Promise.all([1, 2, 3, 4, 5].map(create));
  for (const { status, headers } of answers) {
    expect([201, 409]).toContain(status);
    if (status === 409) expect(headers.get('retry-after')).toBe('1');
  }
  const ids = answers.filter(({ status }) => status === 201).map(({ body }) => body.id);
  expect(ids).not.toEqual([]);
  expect(new Set([...ids, (await create()).body.id]).size).toBe(1);
  await happensOnce(user, 'AlbumCreated');
});

it('a deletion sent again is answered as if it were the first one', async () => {
  const user = await Client.login();
  const { body } = await user.upload();
  const path = `/api/v1/media/${body.id}`;
  const key = withKey();
  const remove = () => user.call('DELETE', path, undefined, key);
  const [first, second] = [await remove(), await remove()];
  expect(second).toMatchObject({ status: 200, body: first.body });
  await happensOnce(user, 'MediaDeleted');
});

it('without a key the same write twice is two writes', async () => {
  const user = await Client.login();
  const create = () => user.call<Album>('POST', '/api/v1/albums', { name: 'twice' });
  const [first, second] = [await create(), await create()];
  expect(first.body.id).not.toBe(second.body.id);
});
