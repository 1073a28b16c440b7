// The public shape of a saga: GET /api/v1/sagas, the live feed and the monitor's read model share it.
export type SagaStatus =
  | 'running'
  | 'compensating'
  | 'completed'
  | 'failed'
  | 'cancelled'
  | 'parked';

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
  /** How often it was asked, without `busy` answers; counts anew for the compensation. */
  attempts: number;
  last_error: string | null;
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
  started_at: string;
  updated_at: string;
  ended_at: string | null;
  /** Done and still to come, in order; those of the failure ending only once it is taken. */
  steps: SagaStepView[];
}
