// Forking the past: the same log with some events left out, changed or added, folded by the same reducers as the real one.
// The folds are total, so every log has a state, also one that no command would have led to. Pure, and nothing is stored.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { AggregateType } from '#shared/mediahub/events/catalogue';
import { changedPaths, stateAfter } from '#shared/mediahub/state/published-state';
import type { Recorded } from '#shared/mediahub/state/state-fold';
import type { Change } from '../../../entities/event/fork-link.ts';
import { rowOf } from './rows.ts';

/** What became of an event in the fork. `effect`: left out because what caused it is. */
export type Fate = 'same' | 'left_out' | 'effect' | 'changed' | 'added';

export interface ForkedEvent {
  event: LoggedEvent;
  fate: Fate;
}

/** The states of one aggregate: where the fork begins, at the end of what really happened, and at the end of the fork. */
export interface Outcome<State = object | null> {
  then: State;
  now: State;
  fork: State;
}

export interface ForkedAggregate extends Outcome {
  id: string;
  type: AggregateType;
  /** Its row in a read model; null for types that have none here. */
  row: Outcome | null;
  /** Paths at which now and the fork differ. */
  differs: string[];
}

export interface Comparison {
  /** Only those whose events the fork touches: every other one ends as it did. */
  aggregates: ForkedAggregate[];
  /** The event with which the two logs first lead to different states, and where. */
  first: { event: LoggedEvent; fate: Fate; paths: string[] } | null;
  /** Positions of events that the fork replays without anything they could change. */
  orphans: ReadonlySet<number>;
}

/** `events` with what the fork makes of each, in the order of the log. */
export function forkedLog(events: readonly LoggedEvent[], changes: readonly Change[]): ForkedEvent[] {
  const byPosition = Map.groupBy(changes, ({ position }) => position);
  const gone = new Set<string>();
  return events.flatMap((event) => {
    const here = byPosition.get(event.position) ?? [];
    const out = here.find((change) => change.kind === 'leave_out');
    const caused = gone.has(event.metadata.causation_id ?? '');
    // Effects come after their cause, so one pass finds the whole chain.
    if (caused || out?.effects) gone.add(event.id);
    const data = here.findLast((change) => change.kind === 'change')?.data;
    const own: ForkedEvent = out
      ? { event, fate: 'left_out' }
      : caused
        ? { event, fate: 'effect' }
        : data
          ? { event: { ...event, data }, fate: 'changed' }
          : { event, fate: 'same' };
    const added = here.filter((change) => change.kind === 'add');
    return [own, ...added.map((change, index) => addedAfter(event, change.event_type, change.data, index))];
  });
}

function addedAfter(event: LoggedEvent, event_type: string, data: object, index: number): ForkedEvent {
  const { user_id } = event.metadata;
  const metadata = { user_id, actor: 'fork', command_id: 'fork', correlation_id: 'fork' };
  return { event: { ...event, id: `${event.id}+${index}`, event_type, data, metadata }, fate: 'added' };
}

/** The log takes only events of the catalogue, and a fork only what their schemas allow. */
const recorded = (event: LoggedEvent) => event as unknown as Recorded;

const happens = (fate: Fate): boolean => fate === 'same' || fate === 'changed' || fate === 'added';
const happened = (fate: Fate): boolean => fate !== 'added';

/** Aggregates that the fork touches, with their first version in it: what was before is theirs to begin with. */
export function touched(log: readonly ForkedEvent[]): Map<string, number> {
  const versions = new Map<string, number>();
  const ids = new Set(log.filter(({ fate }) => fate !== 'same').map(({ event }) => event.aggregate_id));
  for (const { event } of log)
    if (ids.has(event.aggregate_id) && !versions.has(event.aggregate_id))
      versions.set(event.aggregate_id, event.version);
  return versions;
}

/**
 * @param bases the state of each touched aggregate before its first event in `events`; absent for none
 * @param original `events` as they really were: `log` holds changed ones as the fork has them
 */
export function compare(
  log: readonly ForkedEvent[],
  original: readonly LoggedEvent[],
  bases: ReadonlyMap<string, object | null>,
): Comparison {
  const really = new Map(original.map((event) => [event.id, event]));
  const begin = log.find(({ fate }) => fate !== 'same')?.event.position ?? Infinity;
  const ids = touched(log);
  const found = new Map<string, ForkedAggregate>();
  const orphans = new Set<number>();
  let first: Comparison['first'] = null;

  for (const { event, fate } of log) {
    const { aggregate_id: id, position } = event;
    if (!ids.has(id)) continue;
    const type = event.aggregate_type as AggregateType;
    // The folds work in place: each side has a copy of its own.
    const base = () => structuredClone(bases.get(id) ?? null);
    const one = found.get(id) ?? { id, type, then: base(), now: base(), fork: base(), row: null, differs: [] };
    found.set(id, one);
    if (happened(fate)) {
      const real = [recorded(really.get(event.id) ?? event)];
      one.now = stateAfter(type, real, one.now);
      if (position < begin) one.then = stateAfter(type, real, one.then);
    }
    if (happens(fate)) one.fork = stateAfter(type, [recorded(event)], one.fork);
    if (happens(fate) && one.fork === null && one.now !== null) orphans.add(position);
    // States that are equal stay so as long as the same happens to both.
    if (fate !== 'same' && first === null) {
      const paths = changedPaths(one.now, one.fork);
      if (paths.length > 0) first = { event, fate, paths };
    }
  }
  const aggregates = [...found.values()].map((one) => ({
    ...one,
    row: rowsOf(one),
    differs: changedPaths(one.now, one.fork),
  }));
  return { aggregates, first, orphans };
}

function rowsOf({ type, then, now, fork }: ForkedAggregate): Outcome | null {
  const row = rowOf[type];
  return row ? { then: row(then), now: row(now), fork: row(fork) } : null;
}

/** The event and what led to it, nearest first, as far as `events` reach. */
export function chainOf(event: LoggedEvent, events: readonly LoggedEvent[]): LoggedEvent[] {
  const byId = new Map(events.map((one) => [one.id, one]));
  const chain = [event];
  for (let cause = event; ;) {
    const next = byId.get(cause.metadata.causation_id ?? '');
    // A cause comes before its effect: any other link could form a cycle.
    if (!next || next.position >= cause.position) return chain;
    chain.push(next);
    cause = next;
  }
}
