// Event by event: what becomes of the rows of the inbox.
import type { Happened } from '#shared/mediahub/testing/log-of';
import { it } from 'vitest';
import { givenEvents } from '#shared/mediahub/testing/log-of';
import { timeOf } from '#shared/engine/testing/log-of';
import { migrationsOf } from '#shared/mediahub/testing/migrations';
import { inboxProjection } from './project.ts';

const inbox = givenEvents({ scripts: migrationsOf('notification'), projection: inboxProjection });

const text = { user_id: 'user-a', title: 'Done', message: 'a.jpg is there.', code: 'upload_completed' };
const sent = (id = 'notification-1'): Happened => [
  id,
  'NotificationSent',
  { ...text, params: { filename: 'a.jpg' } },
];
const read: Happened = ['notification-1', 'NotificationRead', {}];

it('a notification that was sent is unread', () =>
  inbox(sent()).thenRows({
    notifications: [
      {
        id: 'notification-1',
        ...text,
        params: '{"filename":"a.jpg"}',
        is_read: 0,
        created_at: timeOf(1),
        position: 1,
      },
    ],
  }));

it('what is read is read, at its old place, and nothing else is', () =>
  inbox(sent(), sent('notification-2'), read).thenRows({
    notifications: [
      { is_read: 1, created_at: timeOf(1), position: 1 },
      { is_read: 0, position: 2 },
    ],
  }));

it('an event of a media item is no notification by itself', () =>
  inbox(['media-1', 'MediaDeleted', { user_id: 'user-a' }]).thenRows({ notifications: [] }));

it('what is parked has no effect until it is tried again, in its order', async () => {
  const story = inbox(sent(), read, sent('notification-2')).parked(1, 2);
  await story.thenRows({ notifications: [{ id: 'notification-2' }] });
  await story.retried().thenRows({
    notifications: [
      { is_read: 1, position: 1 },
      { is_read: 0, position: 3 },
    ],
  });
});
