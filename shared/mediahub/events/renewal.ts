// What can happen to a renewal: the renditions of a whole library, made again where they are of an older recipe, or missing.
import * as z from 'zod';

export const RENEWAL_EVENTS = {
  /** Begins a run, or goes on where one was stopped: behind the media `after`. */
  RenewalRequested: z.strictObject({
    run: z.string().min(1),
    recipe: z.int().positive(),
    after: z.string().nullable(),
  }),
  /** A page was looked at, up to this media. The numbers are those of all pages so far. */
  RenewalAdvanced: z.strictObject({
    after: z.string(),
    seen: z.int().nonnegative(),
    renewed: z.int().nonnegative(),
  }),
  RenewalStopped: z.strictObject({}),
  RenewalCompleted: z.strictObject({ seen: z.int().nonnegative(), renewed: z.int().nonnegative() }),
};

type Schemas = typeof RENEWAL_EVENTS;
export type RenewalEvent = {
  [Type in keyof Schemas]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas];
