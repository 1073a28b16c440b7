// The envelope around every event: who, what, when, and because of what. snake_case on the wire and at rest.
import * as z from 'zod';

export const Metadata = z.strictObject({
  /** Owner of the aggregate: reads are filtered by it. */
  user_id: z.string(),
  /** Who did it: a user id, or `saga:<name>`. */
  actor: z.string(),
  command_id: z.string(),
  /** The same for everything that one request set in motion. */
  correlation_id: z.string(),
  /** Id of the event that led to this one. */
  causation_id: z.string().optional(),
  /** The saga that this event answers to; the only thing by which an event finds its saga. */
  saga_id: z.string().optional(),
  step: z.string().optional(),
});
export type Metadata = z.infer<typeof Metadata>;

/** An event that a decider decided, with the ids that make its append idempotent. */
export interface NewEvent {
  id: string;
  event_type: string;
  schema_version: number;
  data: object;
  metadata: Metadata;
}

/** An event in its stream. `position` is null until the global log has it. */
export interface StreamEvent extends NewEvent {
  aggregate_id: string;
  aggregate_type: string;
  /** 1..n in its stream, without holes. */
  version: number;
  /** For people only: the clock decides no order. */
  created_at: string;
  position: number | null;
}

/** An event in the global log. */
export interface LoggedEvent extends StreamEvent {
  position: number;
}
