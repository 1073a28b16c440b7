// What notification says about its routes; see #shared/http/openapi.
import * as z from 'zod';
import { described, message } from '#shared/http/openapi';
import type { NotificationView } from './projections/inbox/query.ts';
import { app, ListQuery, LiveQuery } from './routes.ts';

const Notification = z.strictObject({
  id: z.string(),
  user_id: z.string(),
  title: z.string(),
  message: z.string(),
  code: z.string(),
  params: z.record(z.string(), z.string()),
  is_read: z.boolean(),
  created_at: z.iso.datetime(),
}) satisfies z.ZodType<NotificationView>;

const list = { query: ListQuery, answer: z.array(Notification), paged: true } as const;

export default described(app, {
  'GET /api/v1/notifications': { summary: 'Your notifications, newest first', ...list },
  'GET /api/v1/notifications/unread': { summary: 'Those that you have not read', ...list },
  'PUT /api/v1/notifications/read-all': { summary: 'Mark all as read', answer: message() },
  'PUT /api/v1/notifications/:id/read': { summary: 'Mark one as read', answer: message() },
  'GET /api/v1/live': {
    summary: 'WebSocket: what happens, while it happens; `after` replays what was missed',
    query: LiveQuery,
    status: 101,
  },
});
