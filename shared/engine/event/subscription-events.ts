// What a person decides about a subscription: the system's own operation is part of the log too.
import * as z from 'zod';

export const SUBSCRIPTION_EVENTS = {
  /** A parked event will never take effect at this consumer; an operator gave the reason. */
  ParkedEventDiscarded: z.strictObject({
    subscription: z.string(),
    event_id: z.string(),
    event_type: z.string(),
    position: z.int().positive(),
    reason: z.string().min(1),
  }),
};

type Schemas = typeof SUBSCRIPTION_EVENTS;
export type SubscriptionEvent = {
  [Type in keyof Schemas]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas];
