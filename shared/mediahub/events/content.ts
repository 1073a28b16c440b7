// Whose bytes are whose: which media holds a content, for one user. The name of the stream does not say what the content is.
import * as z from 'zod';

export const CONTENT_EVENTS = {
  /** From now on these bytes of this user are this media; the newest claim counts. */
  ContentClaimed: z.strictObject({ user_id: z.string(), media_id: z.string() }),
};

type Schemas = typeof CONTENT_EVENTS;
export type ContentEvent = {
  [Type in keyof Schemas]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas];
