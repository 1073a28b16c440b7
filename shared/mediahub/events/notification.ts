// What can happen to a notification: it is sent, and it is read.
import * as z from 'zod';

export const NOTIFICATION_EVENTS = {
  /** `code` and `params` let a client translate; `title` and `message` are the English text. */
  NotificationSent: z.strictObject({
    user_id: z.string(),
    title: z.string(),
    message: z.string(),
    code: z.string(),
    params: z.record(z.string(), z.string()),
  }),
  NotificationRead: z.strictObject({}),
};

type Schemas = typeof NOTIFICATION_EVENTS;
export type NotificationEvent = {
  [Type in keyof Schemas]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas];
