// Time travel: the state of an aggregate after any of its events, folded from the stream itself, and what its last event
// changed. Nothing is stored for it: the events are all there is to know.
import type { Recorded } from '#shared/mediahub/state/state-fold';
import type { AggregateType } from '#shared/mediahub/events/catalogue';
import type { Catalogue } from '#shared/engine/event/catalogue';
import { asDomainEvent } from '#shared/mediahub/events/catalogue';
import { changedPaths, stateAfter } from '#shared/mediahub/state/published-state';
import { Problem } from '#shared/http/problem';
import type { StateThen } from '#shared/mediahub/api/event';
import type { Caller } from '#shared/http/token';
import { readStream } from '#shared/engine/eventstore/stream/read-page';
import { pagesOf, type StreamReader } from '#shared/engine/command/read-stream';
import type { PageBounds } from '#shared/engine/command/stream-page';
import { STORE } from '../composition.ts';
import type { Env } from '../env.ts';
import { versionAt } from './version-at.ts';
import * as log from '#shared/engine/eventstore/log/store';

/** A version, or an instant: the last event that had happened by then. The newest, if neither is given. */
export interface When {
  version?: number | undefined;
  at?: string | undefined;
}

interface Then extends Pick<StateThen, 'latest_version' | 'event'> {
  /** The state before `event`. */
  before: object | null;
}

/** Folds page by page up to the moment that is asked for, and holds the last event back. */
async function then(
  reader: StreamReader,
  type: AggregateType,
  id: string,
  { version: last = Infinity, at }: When,
  page?: PageBounds,
): Promise<Then> {
  const until = at === undefined ? last : await versionAt(reader, id, at, Date.now(), page);
  let found: Then = { latest_version: 0, event: null, before: null };
  for await (const { version, events } of pagesOf(reader, id, page ? { page } : {})) {
    const end = events.findIndex((event) => event.version > until);
    const past = end < 0 ? events : events.slice(0, end);
    const held = [...(found.event ? [found.event] : []), ...past];
    const recorded = held.slice(0, -1).map((event): Recorded => asDomainEvent(event));
    const before = stateAfter(type, recorded, found.before);
    found = { latest_version: version, event: held.at(-1) ?? null, before };
    if (end >= 0) break;
  }
  return found;
}

/** @throws Problem aggregate_not_found (also for another user's), version_not_found */
export async function stateThen(
  env: Env,
  caller: Caller,
  id: string,
  when: When,
  catalogue: Pick<Catalogue, 'upcast'> = STORE.catalogue,
  page?: PageBounds,
): Promise<StateThen> {
  const [first] = await log.read(catalogue, env.DB, { aggregate_id: id, limit: 1 });
  if (!first || (first.metadata.user_id !== caller.user_id && !caller.operator))
    throw new Problem('aggregate_not_found');
  // The log takes only events of the catalogue.
  const aggregate_type = first.aggregate_type as AggregateType;
  const reader: StreamReader = { readStream: (...asked) => readStream(env, ...asked) };
  const { latest_version, event, before } = await then(reader, aggregate_type, id, when, page);
  if ((when.version ?? 0) > latest_version)
    throw new Problem('version_not_found', `The latest version is ${latest_version}.`);

  const last = event ? [asDomainEvent(event)] : [];
  const state = stateAfter(aggregate_type, last, structuredClone(before));
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
