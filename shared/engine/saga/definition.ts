// What a saga declares. Everything that happens at run time follows from this and from the inputs
// (orchestrated saga: Garcia-Molina & Salem 1987; step kinds after Chris Richardson, "Microservices Patterns").
import type { StepKind } from '#shared/engine/saga/view';

/** Why a saga does not go forward any more. */
export interface Failure {
  step: string;
  code: string;
  reason: string;
}

/** What the commands are made of: taken from the starting event. */
export interface Subject {
  user_id: string;
  aggregate_id: string;
  /** In words, for people. */
  title: string;
}

/** A command with what it is given. The engine only passes it on; see `CommandOf` for the one that a participant's port types. */
export interface StepCommand {
  /** `<participant>.<method>` */
  command: string;
  args(subject: Subject, failure: Failure | null): object;
  /** The event that completes it; null when the reply itself does. */
  completedBy: string | null;
}

export interface RetryPolicy {
  /** How often it is asked before it counts as failed (`busy` answers are not counted). */
  attempts: number;
  base_ms: number;
  cap_ms: number;
  /**
   * How often the step is retried without an answer: the call threw, or the answer or the event did not come in time. Then
   * an operator decides, because silence says nothing about the effect and undoes nothing. Absent: silence counts as an attempt.
   */
  silences?: number;
}

export interface Step<Command extends StepCommand = StepCommand, Event extends string = string> {
  name: string;
  kind: StepKind;
  /** Absent for the step that the starting event has done already. */
  ask?: Command;
  /**
   * The event that says a definite no: `data.code` and `data.reason` tell why. With `retry.silences` it is the only way to
   * fail, beside a rejection: a reply `failed` then counts as silence.
   */
  failedBy?: Event;
  /** How it is undone. `with`: undoing that step undoes this one too. */
  compensation?: Command | { with: string };
  retry: RetryPolicy;
  /** How long one try may take: until the reply, and again until the event. Then it is asked again. */
  timeout_ms: number;
  /** Where it is more than a few: how many calls of other Workers its command may lead to. See `AlarmCalls`. */
  calls?: number;
}

export interface SagaDefinition<Command extends StepCommand = StepCommand, Event extends string = string> {
  name: string;
  /** An open instance keeps the version that it was started with. */
  version: number;
  startedBy: Event;
  begin(event: { aggregate_id: string; data: object; metadata: { user_id: string } }): Subject;
  /** The subject was deleted from outside: completed steps are undone, and no failure is reported. */
  cancelledBy?: Event;
  /** Rejections that mean the same. */
  cancelCodes?: readonly string[];
  steps: readonly Step<Command, Event>[];
  /** Retriable steps for the failed ending, after compensation. */
  whenFailed: readonly Step<Command, Event>[];
}
