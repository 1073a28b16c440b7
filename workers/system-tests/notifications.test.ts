// Notifications over the real Workers: read one, read all, and the reads that wait for a position.
import { beforeAll, expect, it } from 'vitest';
import { eventually } from '#shared/engine/testing/eventually';
import { Client } from './client.ts';

interface Notice {
  id: string;
  is_read: boolean;
  created_at: string;
}

let user: Client;
const unread = () => user.get<Notice[]>('/api/v1/notifications/unread');

beforeAll(async () => {
  user = await Client.login();
  const uploads = await Promise.all([1, 2, 3].map((n) => user.upload(undefined, `${n}.jpg`)));
  await Promise.all(uploads.map(({ body }) => user.sagaOf(body.id)));
  await eventually(async () => ((await user.uploadNotices()).length === 3 ? true : undefined));
});

it('one that is read leaves the unread at once, as an event of its own', async () => {
  const [newest] = await unread();
  const read = await user.call('PUT', `/api/v1/notifications/${newest?.id}/read`);
  expect(read.status).toBe(200);
  const rest = await user.shown<Notice[]>('/api/v1/notifications/unread', read);
  expect(rest.map(({ id }) => id)).not.toContain(newest?.id);
  const last = (await user.events()).at(-1);
  expect(last).toMatchObject({ event_type: 'NotificationRead', aggregate_id: newest?.id });
  // On a busy machine an answer does not wait for it.
  expect([null, String(last?.position)]).toContain(read.headers.get('x-event-position'));
  expect((await user.call('PUT', `/api/v1/notifications/${newest?.id}/read`)).status).toBe(200);
  expect((await user.events()).filter((e) => e.event_type === 'NotificationRead')).toHaveLength(1);
});

it('the list comes newest first, in pages that Link leads through, and waits for min_position', async () => {
  const everything = await user.get<Notice[]>('/api/v1/notifications');
  const { headers, body } = await user.call<Notice[]>('GET', '/api/v1/notifications?limit=2');
  const next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1] ?? '';
  expect([...body, ...(await user.get<Notice[]>(next))]).toEqual(everything);
  const head = (await user.events()).at(-1)?.position ?? 0;
  const { status, headers: late } = await user.call(
    'GET',
    `/api/v1/notifications?min_position=${head + 1_000_000}`,
  );
  expect([status, late.get('retry-after')]).toEqual([409, '1']);
  expect((await user.call('GET', `/api/v1/notifications?min_position=${head}`)).status).toBe(200);
});

it('all that is unread is read at once, and asking again does nothing', async () => {
  const notices = await user.get<Notice[]>('/api/v1/notifications');
  expect((await user.call('PUT', '/api/v1/notifications/read-all')).status).toBe(200);
  await eventually(async () => ((await unread()).length === 0 ? true : undefined));
  const again = await user.call('PUT', '/api/v1/notifications/read-all');
  expect([again.status, again.headers.get('x-event-position')]).toEqual([200, null]);
  expect((await user.events()).filter((e) => e.event_type === 'NotificationRead')).toHaveLength(notices.length);
});
