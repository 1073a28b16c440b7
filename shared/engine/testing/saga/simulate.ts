// Virtual time for sagas: a participant that answers from a script, a clock that jumps to the next due moment. Used by
// the tests; pure like the engine itself.
import { pendingCommand } from '../../saga/pending-command.ts';
import type { SagaDefinition } from '../../saga/definition.ts';
import { begin } from '../../saga/transitions.ts';
import { stepCommandOf, stepOf } from '../../saga/steps.ts';
import { react } from '../../saga/react.ts';
import type { Happening, Input, SagaCommand, SagaEvent, SagaState } from '../../saga/state.ts';

/** How a participant takes a command. `ok`: accepted, and its event follows. `silent`: accepted, and nothing follows. */
export type Answer =
  | 'ok'
  | 'already'
  | 'busy'
  | 'lost'
  | 'lost_after_effect'
  | 'silent'
  | 'reject'
  | 'fail'
  | 'broken';

export interface Run {
  state: SagaState;
  inputs: Input[];
  /** Commands in the order in which they were sent, as `do process`. */
  sent: string[];
  /** How long it waited before it asked again, and what, e.g. after a loss or a busy answer. */
  waits: { command: string; ms: number }[];
  /** Effects that hold at the end, by step. */
  effects: Set<string>;
}

const SAGA_ID = 'saga-1';

/** An event of this saga, as its own log would bring it. `data` has what the definitions in this folder look for. */
export const eventOf = (event_type: string, data: object = { filename: 'cat.jpg' }, step?: string): SagaEvent => ({
  id: `${event_type} of ${step ?? 'no step'}`,
  event_type,
  aggregate_id: 'thing-1',
  data,
  metadata: { user_id: 'user-1', correlation_id: 'c', saga_id: SAGA_ID, step },
});

/** Where an instance of this definition begins. */
export const beginning = (definition: SagaDefinition, data?: object): SagaState =>
  begin(definition, SAGA_ID, eventOf(definition.startedBy, data), 0);

export interface Simulation {
  /** What the n-th sending (from 0) of this command meets. */
  answer(command: string, n: number): Answer;
  /** Inputs that come in just before the n-th command is answered, e.g. a cancellation. */
  before?: (sent: number) => Happening | null;
  /** Where to go on; the beginning when absent. */
  from?: SagaState;
  /** The most inputs. */
  limit?: number;
  /** What its dice show, in [0, 1). */
  random?: number;
}

/** Runs a saga to its end, its parking, or until `limit` inputs were taken. */
export function simulate(
  definition: SagaDefinition,
  { answer, before, from, limit = 1_000, random = 0.5 }: Simulation,
): Run {
  let state = from ?? beginning(definition);
  let at = state.updated_at;
  const run: Run = { state, inputs: [], sent: [], waits: [], effects: new Set() };
  const take = (happening: Happening) => {
    const input: Input = { ...happening, at, random };
    run.inputs.push(input);
    state = react(definition, state, input);
  };

  while (state.current && run.inputs.length < limit) {
    const command = pendingCommand(definition, state);
    if (!command) {
      const { step, direction, phase, due_at } = state.current;
      if (phase === 'pausing')
        run.waits.push({ command: `${direction} ${stepOf(definition, step).name}`, ms: due_at - at });
      at = due_at;
      take({ type: 'due' });
      continue;
    }
    const name = `${command.direction} ${command.context.step}`;
    const times = run.sent.filter((other) => other === name).length;
    run.sent.push(name);
    const interruption = before?.(run.sent.length - 1);
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
    event: { ...eventOf(event_type, data, step), id: `${command_id} ${event_type}` },
  });
  const takeEffect = () => (direction === 'do' ? effects.add(step) : effects.delete(step));
  const completing = stepCommandOf(declared, direction)?.completedBy;
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
    case 'broken':
      return [replied({ status: 'failed', reason: 'it is out of order' })];
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
