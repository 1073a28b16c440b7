// The public shapes of GET /api/v1/flow and GET /api/v1/events/journey/{position}: said once, for the Worker that
// answers, for OpenAPI, and for the pages that ask.
import * as z from 'zod';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { PASSAGES } from '#shared/engine/eventstore/flight-recorder';
import { SUBSCRIPTIONS } from '#shared/mediahub/subscriptions';

export const FlowQuery = z.strictObject({ since: z.iso.datetime({ offset: true }).optional() });

const Name = z.enum(SUBSCRIPTIONS);
const Time = z.iso.datetime();

/** Something passed at a place: the log, or a subscription by name. Of the events with from < position ≤ to. */
export const PlacedNote = z.strictObject({
  place: z.enum(['log', ...SUBSCRIPTIONS]),
  at: Time,
  what: z.enum(PASSAGES),
  from: z.int(),
  to: z.int(),
  /** Why it failed; only operators get the words. */
  text: z.string().optional(),
});
export type PlacedNote = z.infer<typeof PlacedNote>;

export const Flow = z.strictObject({
  /** Ask with it again: the recorders' clock. */
  now: Time,
  head: z.int(),
  log: z.strictObject({
    /** Events that wait to be written. */
    waiting: z.int(),
    /** Duplicates that were recognised since the object came up. */
    refused: z.int(),
    /** Streams whose last publish failed, and what they hold. */
    outbox: z.strictObject({ streams: z.int(), events: z.int() }),
  }),
  subscriptions: z.array(
    z.strictObject({
      name: Name,
      checkpoint: z.int(),
      lag: z.int(),
      state: z.enum(['running', 'retrying']),
      parked: z.int(),
      refused: z.int(),
    }),
  ),
  notes: z.array(PlacedNote),
});
export type Flow = z.infer<typeof Flow>;

/** Without its event. */
export const Passed = z.strictObject({
  /** Each subscription's state for it: past it, or parked, and why. */
  subscriptions: z.array(z.strictObject({ name: Name, passed: z.boolean(), parked: z.string().nullable() })),
  /** What was noted of it; empty where no page was open when it passed. */
  notes: z.array(PlacedNote),
});
export type Journey = z.infer<typeof Passed> & { event: LoggedEvent };
