// The aggregates of MediaHub: the engine's, with MediaHub's events, and refusals that HTTP answers as problems.
import * as engine from '#shared/engine/command/aggregate';
import type { Decider } from '#shared/engine/command/decider';
import { Problem, problemCode } from '#shared/http/problem';
import { CATALOGUE, type AggregateType, type DomainEvent } from './events/catalogue.ts';

interface Definition<State, Command, Event> {
  type: AggregateType;
  decider: Decider<State, Command, Event>;
  /** Where the problem of a refusal is not the one of its code, with its reason. */
  refusal?(code: string, reason: string): Problem;
}

/** Conflicts that persist are `busy` (429) for every aggregate: nothing was written, and another try may go through. */
export const aggregate = <State, Command, Event extends DomainEvent>({
  type,
  decider,
  refusal = (code, reason) => new Problem(problemCode(code), reason),
}: Definition<State, Command, Event>): engine.Aggregate<State, Command> =>
  engine.aggregate({ type, decider, events: CATALOGUE, refusal });
