// What can happen to a user. E-mail, name and avatar stay out of the log: they are primary data of the gateway.
import * as z from 'zod';

export const USER_EVENTS = {
  UserRegistered: z.strictObject({ provider: z.string() }),
};

type Schemas = typeof USER_EVENTS;
export type UserEvent = {
  [Type in keyof Schemas]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas];
