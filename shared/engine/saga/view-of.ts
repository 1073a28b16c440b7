// The state as the public sees it: instants as ISO strings, none of the engine's internals.
import type { SagaView } from '#shared/engine/saga/view';
import type { SagaState } from './state.ts';

const instant = (ms: number): string => new Date(ms).toISOString();
const maybe = (ms: number | null): string | null => (ms === null ? null : instant(ms));

export const viewOf = (state: SagaState): SagaView => ({
  id: state.id,
  saga_type: state.saga,
  definition_version: state.definition_version,
  status: state.status,
  user_id: state.subject.user_id,
  aggregate_id: state.subject.aggregate_id,
  correlation_id: state.correlation_id,
  subject: state.subject.title,
  revision: state.revision,
  failure: state.failure,
  parked: state.parked && {
    step_name: state.steps[state.parked.step]?.name ?? '',
    direction: state.parked.direction,
    reason: state.parked.reason,
  },
  started_at: instant(state.started_at),
  updated_at: instant(state.updated_at),
  ended_at: maybe(state.ended_at),
  steps: state.steps.map((step) => ({
    step_name: step.name,
    kind: step.kind,
    status: step.status,
    attempts: step.attempts,
    last_error: step.last_error,
    event_id: step.event_id,
    next_retry_at: maybe(step.next_retry_at),
    started_at: maybe(step.started_at),
    completed_at: maybe(step.completed_at),
  })),
});
