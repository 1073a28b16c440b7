// What every saga command carries and how every participant answers.

/** Sent with each command of a saga. The same command_id comes again after a crash or a timeout. */
export interface SagaContext {
  /** `<saga id>:<step>:<do|undo>`: what makes the command idempotent. */
  command_id: string;
  /** Name of the saga's definition, e.g. `checkout`: its events say `saga:checkout` did it. */
  saga: string;
  saga_id: string;
  step: string;
  /** Owner of the saga's subject. */
  user_id: string;
  correlation_id: string;
  /** Id of the event that led to this command. */
  causation_id: string;
}

export type CommandReply =
  /** Done or under way: the step's event follows through the log. */
  | { status: 'accepted' }
  /** The effect already holds, or there is nothing to do; there is no event to wait for. */
  | { status: 'already'; position: number | null }
  /** A rule forbids it; asking again gives the same answer. */
  | { status: 'rejected'; code: string; reason: string }
  /** It failed, as the participant itself reports: retried as often as the step has attempts. */
  | { status: 'failed'; reason: string }
  /**
   * A resource is occupied: this counts neither as an attempt nor against the timeout. A participant that works by pages says `progressed`:
   * it is not the same wait that goes on.
   */
  | { status: 'busy'; retry_after_ms: number; progressed?: boolean };

/** A method of a participant: one step of a saga, or its compensation. */
export type StepHandler<Args> = (context: SagaContext, args: Args) => Promise<CommandReply>;
