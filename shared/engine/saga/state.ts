// A saga instance's state, its inputs, and the commands it sends. All of it is plain data.
import type { SagaStatus, StepKind, StepStatus } from '#shared/engine/saga/view';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import type { Failure, Subject } from './definition.ts';

export type Direction = 'do' | 'undo';

export interface StepState {
  name: string;
  /** Stored with the instance, so that it can be shown when its definition no longer exists. */
  kind: StepKind;
  status: StepStatus;
  attempts: number;
  /** A try was left without an outcome: a refusal that comes later does not mean that nothing happened. */
  uncertain: boolean;
  /** The event that completed, failed or undid it. */
  event_id: string | null;
  last_error: string | null;
  /** Milliseconds since 1970, like every time in here. */
  next_retry_at: number | null;
  /** For how long its participant has answered nothing but `busy`, without what the clock was set by. */
  busy_ms?: number | null;
  /** How many of its attempts were answered `failed`; absent when none was. */
  failures?: number | undefined;
  started_at: number | null;
  completed_at: number | null;
}

/** The one thing that the saga is waiting for. */
export interface Current {
  step: number;
  direction: Direction;
  /** `asking`: the command is out. `awaiting`: accepted, its event has to come. `pausing`: to be asked again. */
  phase: 'asking' | 'awaiting' | 'pausing';
  due_at: number;
  /** When that was set; absent in instances that an older release left behind. */
  since?: number;
}

export interface SagaState {
  id: string;
  saga: string;
  definition_version: number;
  status: SagaStatus;
  subject: Subject;
  correlation_id: string;
  /** Id of the last event that moved it. */
  causation_id: string;
  steps: StepState[];
  current: Current | null;
  /** Where it goes on after `resume` or `skip`, and why it stopped. */
  parked: { step: number; direction: Direction; reason: string } | null;
  failure: Failure | null;
  /** How it will end once everything is undone. */
  ending: 'failed' | 'cancelled' | null;
  revision: number;
  started_at: number;
  updated_at: number;
  ended_at: number | null;
}

export interface SagaEvent {
  id: string;
  event_type: string;
  aggregate_id: string;
  data: object;
  metadata: { user_id: string; correlation_id: string; saga_id?: string | undefined; step?: string | undefined };
}

/** The first input: the event that the instance began with. */
export interface Started {
  type: 'started';
  event: SagaEvent;
  at: number;
}

/** Everything that can happen to a saga. `at` and `random` come with the input, so replaying decides the same. */
export type Input = { at: number; random: number } & Happening;

export type Happening =
  | { type: 'event'; event: SagaEvent }
  | { type: 'replied'; command_id: string; reply: CommandReply }
  /** The call threw or timed out: the effect may have happened. */
  | { type: 'lost'; command_id: string; error: string }
  /** `current.due_at` has passed. */
  | { type: 'due' }
  /** The coordinator starts again: what was being asked may have been sent already. */
  | { type: 'restarted' }
  /** The version that this instance was started with is not there any more. */
  | { type: 'definition_missing'; reason: string }
  /** The monitor shows a later revision than this object has: it was restored to an earlier state. */
  | { type: 'put_back'; revision: number }
  | { type: 'resume' }
  | { type: 'skip'; reason: string };

/** A command that is to be sent now. Sent again after a crash with the same command_id. */
export interface SagaCommand {
  /** `<participant>.<method>` */
  command: string;
  direction: Direction;
  context: SagaContext;
  args: object;
  timeout_ms: number;
}
