// Two users and one aggregate (X4): the first one owns it, and as far as the other can tell it does not exist. Random commands of
// both, in any order.
import fc from 'fast-check';
import { expect } from 'vitest';
import type { Decider, Decision } from '#shared/engine/command/decider';

export const USERS = ['user-a', 'user-b'] as const;
export type User = (typeof USERS)[number];

type Decides<State, Command, Event> = Pick<Decider<State, Command, Event>, 'initialState' | 'decide' | 'evolve'>;

/**
 * @param commands those that a user can give, to any aggregate
 * @param holds what else must hold of what was decided
 */
export const twoUsers = <State, Command, Event>(
  { initialState, decide, evolve }: Decides<State, Command, Event>,
  commands: (user: User) => fc.Arbitrary<Command>,
  holds: (user: User, command: Command, decision: Decision<Event>) => void = () => undefined,
) => {
  const asked = fc
    .constantFrom(...USERS)
    .chain((user) => fc.record({ user: fc.constant(user), command: commands(user) }));
  return fc.property(fc.array(asked, { maxLength: 15 }), (plan) => {
    let state = initialState;
    let owner: User | null = null;
    for (const { user, command } of plan) {
      const decision = decide(command, state);
      if (owner !== null && owner !== user) {
        expect(decision.accepted ? decision.events : [], 'X4: no user moves what is another user’s').toEqual([]);
        const toNothing = decide(command, initialState);
        if (!toNothing.accepted) expect(decision, 'X4: a refusal reveals nothing').toEqual(toNothing);
      }
      holds(user, command, decision);
      if (!decision.accepted || decision.events.length === 0) continue;
      owner ??= user;
      state = decision.events.reduce(evolve, state);
    }
  });
};

/** A mutant that obeys any user where it would obey the owner: `asOwner` gives the owner's command. */
export const obeying =
  <State, Command, Event>(
    { decide }: Pick<Decides<State, Command, Event>, 'decide'>,
    asOwner: (command: Command, state: State) => Command,
  ): Decides<State, Command, Event>['decide'] =>
  (command, state) => {
    const decision = decide(asOwner(command, state), state);
    return decision.accepted && decision.events.length > 0 ? decision : decide(command, state);
  };

/** The property is broken, and by the assertion that is named so. */
export function caughtBy<Case>(name: string, property: fc.IProperty<Case>): void {
  const { errorInstance } = fc.check(property, { seed: 1, numRuns: 1000, endOnFailure: true });
  expect(String(errorInstance)).toContain(name);
}
