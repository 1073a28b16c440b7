// Virtual time for sagas: a participant that answers from a script, a clock that jumps to the next due moment. Used by
// the tests; pure like the engine itself.
import { commandOf } from './commandOf.ts';
import type { SagaDefinition } from './definition.ts';
import { begin } from './moves.ts';
import { askOf, stepOf } from './parts.ts';
import { react } from './react.ts';
import type { Happening, Input, SagaCommand, SagaEvent, SagaState } from './state.ts';

/** How a participant takes a command. `ok`: accepted, and its event follows. `silent`: accepted, and nothing follows. */
export type Answer = 'ok' | 'already' | 'busy' | 'lost' | 'lost_after_effect' | 'silent' | 'reject' | 'fail';

export interface Run {
  state: SagaState;
  inputs: Input[];
  /** Commands in the order in which they were sent, as `do process`. */
  sent: string[];
  /** Effects that hold at the end, by step. */
  effects: Set<string>;
}

export const START: SagaEvent = {
  id: 'event-0',
  event_type: 'MediaUploaded',
  aggregate_id: 'media-1',
  data: { filename: 'cat.jpg' },
  metadata: { user_id: 'user-1', correlation_id: 'c' },
};

/**
 * Runs a saga to its end, its parking, or until `limit` inputs were taken.
 * @param answer what the n-th sending (from 0) of this command meets
 * @param before inputs that come in just before the n-th command is answered, e.g. a cancellation
 */
export function simulate(
  definition: SagaDefinition,
  answer: (command: string, n: number) => Answer,
  before: (sent: number) => Happening | null = () => null,
  limit = 1_000,
): Run {
  let at = 0;
  let state = begin(definition, 'saga-1', START, at);
  const run: Run = { state, inputs: [], sent: [], effects: new Set() };
  const take = (happening: Happening) => {
    const input: Input = { ...happening, at, random: 0.5 };
    run.inputs.push(input);
    state = react(definition, state, input);
  };

  while (state.current && run.inputs.length < limit) {
    const command = commandOf(definition, state);
    if (!command) {
      at = state.current.due_at;
      take({ type: 'due' });
      continue;
    }
    const name = `${command.direction} ${command.context.step}`;
    const times = run.sent.filter((other) => other === name).length;
    run.sent.push(name);
    const interruption = before(run.sent.length - 1);
    if (interruption) take(interruption);
    at += 10;
    answerTo(definition, command, answer(name, times), state, run.effects).forEach(take);
  }
  return { ...run, state };
}

function answerTo(
  definition: SagaDefinition,
  { context, direction }: SagaCommand,
  answer: Answer,
  state: SagaState,
  effects: Set<string>,
): Happening[] {
  const { command_id, step } = context;
  const n = state.steps.findIndex(({ name }) => name === step);
  const declared = stepOf(definition, n);
  const replied = (reply: Extract<Happening, { type: 'replied' }>['reply']): Happening => ({
    type: 'replied',
    command_id,
    reply,
  });
  const event = (event_type: string, data: object = {}): Happening => ({
    type: 'event',
    event: { ...START, id: `${command_id} ${event_type}`, event_type, data, metadata: { ...START.metadata, step } },
  });
  const takeEffect = () => (direction === 'do' ? effects.add(step) : effects.delete(step));
  const completing = askOf(declared, direction)?.completedBy;
  switch (answer) {
    case 'ok':
      takeEffect();
      return completing ? [replied({ status: 'accepted' }), event(completing)] : [replied({ status: 'accepted' })];
    case 'already':
      takeEffect();
      return [replied({ status: 'already', position: null })];
    case 'busy':
      return [replied({ status: 'busy', retry_after_ms: 100 })];
    case 'lost_after_effect':
      takeEffect();
      return [{ type: 'lost', command_id, error: 'no answer' }];
    case 'lost':
      return [{ type: 'lost', command_id, error: 'no answer' }];
    case 'silent':
      return [replied({ status: 'accepted' })];
    case 'reject':
      return [replied({ status: 'rejected', code: 'no', reason: 'it said no' })];
    case 'fail':
      return declared.failedBy && direction === 'do'
        ? [replied({ status: 'accepted' }), event(declared.failedBy, { code: 'broken', reason: 'it is broken' })]
        : [replied({ status: 'rejected', code: 'no', reason: 'it said no' })];
  }
}
