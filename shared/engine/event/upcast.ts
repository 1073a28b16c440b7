// Upcasting: what was stored stays as it was written; on the way out, old schema versions are brought to the current
// one, step by step. One path for streams, log, parked events, replay and sagas (Greg Young, "Versioning in an Event
// Sourced System").
export interface Upcastable {
  aggregate_id: string;
  event_type: string;
  schema_version: number;
  data: object;
}

/** The n-th function (from 0) of a type brings its data from schema version n + 1 to n + 2. Pure. */
export type Upcasters = Readonly<Record<string, readonly ((event: Upcastable) => object)[]>>;

/** The schema version that new events of a type are written with. */
export const versionOf = (upcasters: Upcasters, type: string): number => (upcasters[type]?.length ?? 0) + 1;

/** The event in the current version of its type's schema. */
export function upcastWith<Event extends Upcastable>(upcasters: Upcasters, event: Event): Event {
  const steps = (upcasters[event.event_type] ?? []).slice(event.schema_version - 1);
  return steps.reduce((old, step) => ({ ...old, data: step(old), schema_version: old.schema_version + 1 }), event);
}
