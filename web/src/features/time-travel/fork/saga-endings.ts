// What a fork makes of a saga. Its journal is replayed up to the first input that the fork does not have: how a participant would
// have answered in another history is unknown. Pure.
import type { SagaStatus, SagaTimelineEntry, StepStatus } from '#shared/engine/saga/view';
import type { ForkedEvent, Outcome } from './replay.ts';

/** The status of a saga and of each of its steps. */
export interface SagaState {
  status: SagaStatus;
  steps: Record<string, StepStatus>;
}

/** Why the fork goes no further: it never begins, begins with other data, or misses or would change what came in next. */
export type Stop = 'never_begins' | 'other_data' | 'missing' | 'changed';

export interface SagaEnding extends Outcome<SagaState | null> {
  /** Null when the fork has every input that the saga had. */
  stop: Stop | null;
  /** The position of the event that stops it. */
  at: number | null;
}

/** The sagas that an event of the fork may concern: those that left an event in a request that it touches. */
export function sagasOf(log: readonly ForkedEvent[], most: number): string[] {
  const requests = new Set(
    log.flatMap(({ event, fate }) => (fate === 'same' ? [] : event.metadata.correlation_id)),
  );
  const ids = log.flatMap(({ event: { metadata } }) =>
    metadata.saga_id !== undefined && requests.has(metadata.correlation_id) ? metadata.saga_id : [],
  );
  return [...new Set(ids)].slice(0, most);
}

export function endingOf(timeline: readonly SagaTimelineEntry[], log: readonly ForkedEvent[]): SagaEnding {
  const inputs = timeline.filter(({ what }) => what !== 'late');
  const forked = new Map(
    log.filter(({ fate }) => fate !== 'same' && fate !== 'added').map((one) => [one.event.id, one]),
  );
  const begins = log.find(({ fate }) => fate !== 'same')?.event.created_at ?? '';
  const stop = inputs.findIndex(({ event_id }) => event_id !== null && forked.has(event_id));
  const by = forked.get(inputs[stop]?.event_id ?? '');
  const now = stateOf(inputs.at(-1));
  const then = stateOf(inputs.findLast(({ at }) => at < begins));
  if (by === undefined) return { then, now, fork: now, stop: null, at: null };
  const changed = by.fate === 'changed';
  const at = by.event.position;
  // It begins all the same, and sends its first command.
  if (stop === 0 && changed) return { then, now, fork: stateOf(inputs[0]), stop: 'other_data', at };
  if (stop === 0) return { then, now, fork: null, stop: 'never_begins', at };
  return { then, now, fork: stateOf(inputs[stop - 1]), stop: changed ? 'changed' : 'missing', at };
}

const stateOf = (entry: SagaTimelineEntry | undefined): SagaState | null =>
  entry
    ? { status: entry.status, steps: Object.fromEntries(entry.steps.map((step) => [step.step_name, step.status])) }
    : null;
