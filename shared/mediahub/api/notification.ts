// Notifications and the live feed over HTTP. Answered by notification.
import * as z from 'zod';
import { message, type Descriptions } from '#shared/http/description';
import { PageAtLeast, Position } from '#shared/http/list-query';

export const Notification = z.strictObject({
  id: z.string(),
  user_id: z.string(),
  title: z.string(),
  message: z.string(),
  /** What it is about, for machines: lets a client say it in another language. */
  code: z.string(),
  params: z.record(z.string(), z.string()),
  is_read: z.boolean(),
  created_at: z.iso.datetime(),
});
export type Notification = z.infer<typeof Notification>;

export const LiveQuery = z.strictObject({ after: Position.optional() });

export const NOTIFICATIONS = {
  'GET /api/v1/notifications': {
    summary: 'Your notifications, newest first',
    query: PageAtLeast,
    answer: z.array(Notification),
    paged: true,
  },
  'GET /api/v1/notifications/unread': {
    summary: 'Those that you have not read',
    query: PageAtLeast,
    answer: z.array(Notification),
    paged: true,
  },
  'PUT /api/v1/notifications/read-all': { summary: 'Mark all as read', answer: message() },
  'PUT /api/v1/notifications/:id/read': { summary: 'Mark one as read', answer: message() },
  'GET /api/v1/live': {
    summary: 'WebSocket: what happens, while it happens; `after` replays what was missed',
    query: LiveQuery,
    status: 101,
  },
} satisfies Descriptions;
