// Engines with one mistake each, as people make them. The suite is only worth something if it catches every one.
import { commandId } from '../src/engine/commandOf.ts';
import type { SagaDefinition, Step } from '../src/engine/definition.ts';
import { finish } from '../src/engine/moves.ts';
import type { Input, SagaState } from '../src/engine/state.ts';
import type { Engine } from './world.ts';

type Mistake = (sound: Engine) => Partial<Engine>;

/** Changes the input before the engine sees it; null keeps it away. */
const hearing =
  (change: (input: Input, state: SagaState) => Input | null): Mistake =>
  ({ react }) => ({
    react: (definition, state, input) => {
      const heard = change(input, state);
      return heard ? react(definition, state, heard) : state;
    },
  });

/** Changes what the engine decided. */
const deciding =
  (change: (after: SagaState, before: SagaState, at: number) => SagaState): Mistake =>
  ({ react }) => ({
    react: (definition, state, input) => {
      const after = react(definition, state, input);
      return after === state ? state : change(after, state, input.at);
    },
  });

const declaring =
  (change: (step: Step) => Step): Mistake =>
  ({ definition }) => ({
    definition: { ...definition, steps: definition.steps.map(change) } satisfies SagaDefinition,
  });

const withoutCompensation = ({ compensation: _, ...step }: Step): Step => step;

export const MISTAKES: Record<string, Mistake> = {
  'takes a late answer for the one it waits for': hearing((input, state) =>
    (input.type === 'replied' || input.type === 'lost') && state.current
      ? { ...input, command_id: commandId(state, state.current) }
      : input,
  ),
  'begins the compensation with the oldest step': deciding((after, before) =>
    after.current?.direction === 'undo' && before.current?.direction === 'do'
      ? { ...after, current: { ...after.current, step: 0 } }
      : after,
  ),
  'does not undo a pivot whose outcome it never learned': declaring((step) =>
    step.kind === 'pivot' ? withoutCompensation(step) : step,
  ),
  'drops what lies behind a compensation that fails': deciding((after, _, at) =>
    after.parked?.direction === 'undo' ? { ...finish(after, at), parked: null } : after,
  ),
  'turns round past the pivot': declaring((step) =>
    step.kind === 'retriable' ? { ...step, kind: 'pivot' } : step,
  ),
  'listens to events of other sagas': hearing((input, state) =>
    input.type === 'event'
      ? { ...input, event: { ...input.event, metadata: { ...input.event.metadata, saga_id: state.id } } }
      : input,
  ),
  'takes every timer for the one that is due': ({ react }) => ({
    react: (definition, state, input) => {
      if (input.type !== 'due' || !state.current) return react(definition, state, input);
      const rushed = { ...state, current: { ...state.current, due_at: input.at } };
      return react(definition, rushed, input);
    },
  }),
  'gives every try a command_id of its own': ({ react, commandOf }) => ({
    commandOf: (definition, state) => {
      const command = commandOf(definition, state);
      const attempts = state.steps[state.current?.step ?? -1]?.attempts;
      return (
        command && {
          ...command,
          context: { ...command.context, command_id: `${command.context.command_id}#${attempts}` },
        }
      );
    },
    react: (definition, state, input) =>
      react(
        definition,
        state,
        'command_id' in input ? { ...input, command_id: input.command_id.replace(/#.*/, '') } : input,
      ),
  }),
  'throws its dice while it decides': ({ react }) => ({
    react: (definition, state, input) => react(definition, state, { ...input, random: Math.random() }),
  }),
  'takes a busy answer for a lost one': hearing((input) =>
    input.type === 'replied' && input.reply.status === 'busy'
      ? { type: 'lost', command_id: input.command_id, error: 'busy', at: input.at, random: input.random }
      : input,
  ),
  'waits for ever for the event of an accepted command': hearing((input, state) =>
    input.type === 'due' && state.current?.phase === 'awaiting' ? null : input,
  ),
  'takes a refusal for definite although an earlier try is still out': deciding((after) => ({
    ...after,
    steps: after.steps.map((step) => ({ ...step, uncertain: false })),
  })),
  'forgets at a restart that its command may be out': hearing((input) =>
    input.type === 'restarted' ? null : input,
  ),
  'counts on participants without tombstones': () => ({ tombstones: false }),
};
