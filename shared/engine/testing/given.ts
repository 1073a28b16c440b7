// given / when / then for deciders: tests that read as sentences.
//   given(decider)(placed).when(confirm).then(confirmed)
import { expect } from 'vitest';
import { fold, type Decider } from '#shared/engine/command/decider';

export const given =
  <State, Command, Event>(decider: Decider<State, Command, Event>) =>
  (...history: Event[]) => ({
    when(command: Command) {
      const decision = decider.decide(command, fold(decider, history));
      return {
        then: (...expected: Event[]) => expect(decision).toEqual({ accepted: true, events: expected }),
        thenNothingHappened: () => expect(decision).toEqual({ accepted: true, events: [] }),
        thenRejected: (code: string) => expect(decision).toMatchObject({ accepted: false, code }),
      };
    },
  });
