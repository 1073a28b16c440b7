// Time travel: the state of an aggregate after any of its events, folded from the stream itself, and what its last event
// changed. Nothing is stored for it: the events are all there is to know.
import type { Recorded } from '#shared/mediahub/state/state-fold';
import type { AggregateType } from '#shared/mediahub/events/catalogue';
import type { Catalogue } from '#shared/engine/catalogue';
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import type { StreamEvent } from '#shared/engine/envelope';
import { changedPaths, stateAfter } from '#shared/mediahub/state/published-state';
import { Problem } from '#shared/http/problem';
import type { Caller } from '#shared/http/token';
import { STORE } from './composition.ts';
import type { Env } from './env.ts';
import * as log from '#shared/engine/eventstore/log/store';

/** A version, or an instant: the last event that had happened by then. The newest, if nothing is said. */
export interface When {
  version?: number | undefined;
  at?: string | undefined;
}

export interface StateThen {
  aggregate_id: string;
  aggregate_type: AggregateType;
  version: number;
  latest_version: number;
  /** null before the first event. */
  state: object | null;
  /** The event that led to it. */
  event: StreamEvent | null;
  /** What that event changed, as paths into the state. */
  changed: string[];
}

/** The clock decides no order: the beginning of the stream that ends before the first event after `at`. */
const upTo = (events: readonly StreamEvent[], { version, at }: When): StreamEvent[] => {
  if (version !== undefined) return events.slice(0, version);
  if (at === undefined) return [...events];
  const later = events.findIndex((event) => Date.parse(event.created_at) > Date.parse(at));
  return later < 0 ? [...events] : events.slice(0, later);
};

/** @throws Problem aggregate_not_found (also for another user's), version_not_found */
export async function stateThen(
  env: Env,
  caller: Caller,
  id: string,
  when: When,
  catalogue: Pick<Catalogue, 'upcast'> = STORE.catalogue,
): Promise<StateThen> {
  const [first] = await log.read(catalogue, env.DB, { aggregate_id: id, limit: 1 });
  if (!first || (first.metadata.user_id !== caller.user_id && !caller.operator))
    throw new Problem('aggregate_not_found');
  const { version: latest_version, events } = await env.STREAM.getByName(id).read(0, null);
  if ((when.version ?? 0) > latest_version)
    throw new Problem('version_not_found', `The latest version is ${latest_version}.`);

  // The log takes only events of the catalogue.
  const aggregate_type = first.aggregate_type as AggregateType;
  const past = upTo(events, when);
  const recorded = past.map((event): Recorded => asDomainEvent(event));
  const before = stateAfter(aggregate_type, recorded.slice(0, -1));
  const state = stateAfter(aggregate_type, recorded.slice(-1), structuredClone(before));
  const event = past.at(-1) ?? null;
  return {
    aggregate_id: id,
    aggregate_type,
    version: event?.version ?? 0,
    latest_version,
    state,
    event,
    changed: changedPaths(before, state),
  };
}
