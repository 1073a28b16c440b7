// The public shape of a saga: GET /api/v1/sagas, the live feed and the monitor's read model share it.
export type SagaStatus = 'running' | 'compensating' | 'completed' | 'failed' | 'cancelled' | 'parked';

export type StepKind = 'compensable' | 'pivot' | 'retriable';

export type StepStatus =
  /** Not asked yet. */
  | 'pending'
  /** Asked, no outcome yet. */
  | 'running'
  | 'completed'
  /** A definite no. */
  | 'failed'
  /** Asked, and the outcome was never learned. */
  | 'unknown'
  | 'compensating'
  | 'compensated'
  /** Not needed any more. */
  | 'skipped'
  /** Gave up for now: a person has to look. */
  | 'parked';

export interface SagaStepView {
  step_name: string;
  kind: StepKind;
  status: StepStatus;
  /** How often it was asked, without `busy` answers; counts from zero for the compensation. */
  attempts: number;
  last_error: string | null;
  /** The event that completed, failed or undid it, or null. */
  event_id: string | null;
  next_retry_at: string | null;
  started_at: string | null;
  completed_at: string | null;
}

export interface SagaView {
  id: string;
  saga_type: string;
  definition_version: number;
  status: SagaStatus;
  user_id: string;
  /** The aggregate it is about. */
  aggregate_id: string;
  correlation_id: string;
  /** What it is about in words, e.g. the file name. */
  subject: string;
  revision: number;
  /** Why it does not go forward any more, or null. */
  failure: { step: string; code: string; reason: string } | null;
  /** What it waits for a person with, or null. `undo`: a compensation. */
  parked: { step_name: string; direction: 'do' | 'undo'; reason: string } | null;
  started_at: string;
  updated_at: string;
  ended_at: string | null;
  /** Done and still to come, in order; those of the failure ending only once it is taken. */
  steps: SagaStepView[];
}

export type SagaInput =
  | 'started'
  | 'event'
  | 'replied'
  | 'lost'
  | 'due'
  | 'restarted'
  | 'resume'
  | 'skip'
  | 'definition_missing'
  | 'put_back';

/** GET /api/v1/sagas/{id}/timeline: all inputs of the saga, in the order in which it took them. */
export interface SagaTimelineEntry {
  at: string;
  /** `late`: a late or repeated answer or event that changed nothing; remembered only since the object started. */
  what: SagaInput | 'late';
  /** The step that it was about when this came, and in which direction. */
  step_name: string | null;
  direction: 'do' | 'undo' | null;
  /** In words: the event's type, the reply, the error, the reason. */
  detail: string;
  event_id: string | null;
  /** The command that this answers, or that was out when this came: participant and method, e.g. `payment.charge`. */
  command: string | null;
  command_id: string | null;
  /** The saga's status afterwards. */
  status: SagaStatus;
  steps: { step_name: string; status: StepStatus; attempts: number }[];
  /** The command that is out afterwards, or null. */
  out: { command: string; command_id: string; step_name: string; direction: 'do' | 'undo' } | null;
}
