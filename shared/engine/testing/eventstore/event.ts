// What the simulation appends: valid events, which differ by their ids.
import type { NewEvent } from '#shared/engine/event/envelope';

export const event = (id: string, command: string, cause?: string): NewEvent => ({
  id,
  event_type: 'ThingRenamed',
  schema_version: 1,
  data: { filename: `${id}.jpg` },
  metadata: {
    user_id: 'u',
    actor: 'u',
    command_id: command,
    correlation_id: 'c',
    ...(cause === undefined ? {} : { causation_id: cause }),
  },
});
