// The published language as data: of every event type its aggregate, its current schema version and its schema, which an
// append validates. A system passes in its own events; those about the operation of subscriptions come with the engine.
import type * as z from 'zod';
import type { NewEvent } from './envelope.ts';
import { SUBSCRIPTION_EVENTS } from './subscription-events.ts';
import { upcastWith, versionOf, type Upcastable, type Upcasters } from './upcast.ts';

const EVENT_MAX_BYTES = 64 * 1024;
export const APPEND_MAX_EVENTS = 100;

/** The events of one aggregate type, and how old ones are brought to the current schema. */
export interface AggregateEvents {
  events: Record<string, z.ZodType<object>>;
  upcasters?: Upcasters;
}

/** The union of the events that these schemas describe. */
export type EventOf<Schemas extends Record<string, z.ZodType<object>>> = {
  [Type in keyof Schemas & string]: { event_type: Type; data: z.infer<Schemas[Type]> };
}[keyof Schemas & string];

export interface EventEntry {
  aggregate_type: string;
  schema_version: number;
  schema: z.ZodType<object>;
}

export interface Catalogue {
  /** By event type. */
  readonly types: ReadonlyMap<string, EventEntry>;
  /** The schema version that new events of this type are written with. */
  currentVersion(eventType: string): number;
  /** Why this event may not be appended to an aggregate of this type, or null when it may. */
  invalid(aggregateType: string, event: NewEvent): string | null;
  /** A stored event in the current version of its schema; only the code that reads rows calls it. */
  upcast<Event extends Upcastable>(event: Event): Event;
  /** The event itself. @throws when its type is not in the catalogue, or a newer version of the system has written it */
  known<Event extends { event_type: string; schema_version?: number }>(event: Event): Event;
}

const bytes = new TextEncoder();

/** @param aggregates by aggregate type, such as `Order`; their ids begin with it in lower case: `order-…` */
export function defineCatalogue(aggregates: Readonly<Record<string, AggregateEvents>>): Catalogue {
  const all = { ...aggregates, Subscription: { events: SUBSCRIPTION_EVENTS } } as Record<string, AggregateEvents>;
  const upcasters: Upcasters = Object.assign({}, ...Object.values(all).map((one) => one.upcasters));
  const types = new Map(
    Object.entries(all).flatMap(([aggregate_type, { events }]) =>
      Object.entries(events).map(([type, schema]): [string, EventEntry] => [
        type,
        { aggregate_type, schema_version: versionOf(upcasters, type), schema },
      ]),
    ),
  );
  return {
    types,
    currentVersion: (type) => types.get(type)?.schema_version ?? 1,
    upcast: (event) => upcastWith(upcasters, event),
    known: (event) => {
      const { event_type: type, schema_version: written = 0 } = event;
      const entry = types.get(type);
      if (!entry) throw new Error(`unknown event type ${type}`);
      // What its fields mean is not known here: after a step back to an older version it waits, and is not read as what it is not.
      if (written > entry.schema_version)
        throw new Error(
          `${type} has schema version ${written}, and this version knows ${entry.schema_version}: a newer version has written it`,
        );
      return event;
    },
    invalid: (aggregateType, event) => {
      const entry = types.get(event.event_type);
      if (!entry) return `unknown event type ${event.event_type}`;
      if (entry.aggregate_type !== aggregateType) return `${event.event_type} is not an event of ${aggregateType}`;
      if (entry.schema_version !== event.schema_version)
        return `${event.event_type} is written with schema version ${entry.schema_version}`;
      const parsed = entry.schema.safeParse(event.data);
      if (!parsed.success) return `${event.event_type}: ${parsed.error.issues[0]?.message ?? 'invalid'}`;
      if (bytes.encode(JSON.stringify(event)).length > EVENT_MAX_BYTES)
        return `${event.event_type} is larger than ${EVENT_MAX_BYTES} bytes`;
      return null;
    },
  };
}
