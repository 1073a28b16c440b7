import { describe, expect, it } from 'vitest';
import { foundAfter } from '#shared/engine/testing/corrupted';
import { logOf } from '#shared/mediahub/testing/log-of';
import { rebuildable } from '#shared/engine/testing/rebuildable';
import { logs } from '#shared/mediahub/testing/logs';
import { migrationsOf } from '#shared/mediahub/testing/migrations';
import { inboxProjection } from './project.ts';

const model = { scripts: migrationsOf('notification'), projection: inboxProjection };

describe('the read model inbox', () => {
  rebuildable(logs, model);

  const sent = { user_id: 'user-a', title: 'a', message: 'a', code: 'c', params: {} };
  const log = logOf(
    ['notification-1', 'NotificationSent', sent],
    ['notification-2', 'NotificationSent', sent],
    ['notification-1', 'NotificationRead', {}],
  );

  it.each([
    [
      'an unread one that was read',
      "UPDATE notifications SET is_read = 0 WHERE id = 'notification-1'",
      'NotificationRead',
    ],
    ['a wrong title', "UPDATE notifications SET title = 'b' WHERE id = 'notification-1'", 'NotificationSent'],
    ['a lost one', "DELETE FROM notifications WHERE id = 'notification-2'", 'NotificationSent'],
  ])('rebuilt after %s was there: certified with the event that made the row', async (_, sql, event) => {
    expect(await foundAfter(model, log, sql)).toMatchObject({ table: 'notifications', event });
  });
});
