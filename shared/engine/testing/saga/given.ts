// given / when / then for sagas, in virtual time: minutes of retries pass in a millisecond, and a test reads as a sentence.
//   given(checkout).when({ 'do charge': 'fail' }).thenEnds('failed').thenSends('do charge', 'undo reserve', …)
import { expect } from 'vitest';
import type { SagaStatus, StepStatus } from '#shared/engine/saga/view';
import type { SagaDefinition } from '../../saga/definition.ts';
import { react } from '../../saga/react.ts';
import type { Happening, SagaState } from '../../saga/state.ts';
import { beginning, simulate, type Answer } from './simulate.ts';

/**
 * What each command meets, as `do process` or `undo reserve`: one answer forever, or one after another and `ok` from then
 * on. What is not named is `ok`.
 */
export type Script = Record<string, Answer | readonly Answer[]>;

const answering =
  (script: Script) =>
  (command: string, n: number): Answer => {
    const answer = script[command] ?? 'ok';
    return typeof answer === 'string' ? answer : (answer[n] ?? 'ok');
  };

/** Something that comes in while the n-th command (from 0) is out. */
export interface Interruption {
  during: number;
  by: Happening;
}

/** @param data of the starting event, where a definition needs more than a file name */
export const given = (definition: SagaDefinition, data?: object) => ({
  when: (script: Script = {}, interruption?: Interruption): Outcome =>
    outcome(definition, beginning(definition, data), script, interruption),
});

export interface Outcome {
  thenEnds(status: SagaStatus): Outcome;
  /** It stopped for a person, e.g. at `undo reserve`. */
  thenParksAt(command: string): Outcome;
  /** All commands in the order in which they were sent. */
  thenSends(...commands: string[]): Outcome;
  /** How long it pauses before it asks a command again: never less and never more, longer with each try, scattered. */
  thenWaits(command: string, bounds: { between: readonly [least: number, most: number] }): Outcome;
  thenSteps(expected: Record<string, StepStatus>): Outcome;
  /** What holds at the end, by step. */
  thenHolds(...effects: string[]): Outcome;
  /** None of these moves it while the version that it was started with is missing. */
  thenIgnoresWithoutItsVersion(...happenings: Happening[]): Outcome;
  /** A person repairs it, and its participants now answer like this. */
  whenRepaired(by: { type: 'resume' } | { type: 'skip'; reason: string }, script?: Script): Outcome;
  /** In its present state it receives something else. */
  whenHears(by: Happening, script?: Script): Outcome;
  readonly state: SagaState;
}

function outcome(
  definition: SagaDefinition,
  from: SagaState,
  script: Script,
  interruption?: Interruption,
): Outcome {
  const play = (random: number) =>
    simulate(definition, {
      answer: answering(script),
      before: (n) => (n === interruption?.during ? interruption.by : null),
      from,
      random,
    });
  const { state, sent, effects } = play(0.5);
  const hear = (by: Happening, then: Script = {}): Outcome =>
    outcome(definition, react(definition, state, { ...by, at: state.updated_at, random: 0.5 }), then);
  const self: Outcome = {
    state,
    thenEnds(status) {
      expect(state.status).toBe(status);
      return self;
    },
    thenParksAt(command) {
      expect(state.status).toBe('parked');
      expect(state.parked && `${state.parked.direction} ${state.steps[state.parked.step]?.name}`).toBe(command);
      return self;
    },
    thenSends(...commands) {
      expect(sent).toEqual(commands);
      return self;
    },
    thenWaits(command, { between: [least, most] }) {
      const waits = (random: number) =>
        play(random).waits.flatMap((wait) => (wait.command === command ? [wait.ms] : []));
      const [shortest, longest] = [waits(0), waits(1 - Number.EPSILON)];
      expect(shortest, `${command} is asked again`).not.toEqual([]);
      expect(shortest, 'never less').toEqual(shortest.map(() => least));
      expect(Math.max(...longest), 'up to the most, and never more').toBe(most);
      expect(longest, 'longer with each try').toEqual(longest.toSorted((a, b) => a - b));
      expect(Math.min(...longest), 'scattered').toBeGreaterThan(least);
      return self;
    },
    thenSteps(expected) {
      expect(Object.fromEntries(state.steps.map(({ name, status }) => [name, status]))).toMatchObject(expected);
      return self;
    },
    thenHolds(...expected) {
      expect([...effects].toSorted()).toEqual(expected.toSorted());
      return self;
    },
    thenIgnoresWithoutItsVersion(...happenings) {
      for (const by of happenings)
        expect(react(undefined, state, { ...by, at: state.updated_at, random: 0.5 }), by.type).toBe(state);
      return self;
    },
    whenRepaired: hear,
    whenHears: hear,
  };
  return self;
}
