// Engines with one mistake each, as people make them, under the guarantee that they break. The suite is only worth
// something if the checks of that very guarantee catch every one.
import { commandId } from '../../saga/pending-command.ts';
import type { SagaDefinition, Step } from '../../saga/definition.ts';
import { begin, compensate, enter, finish } from '../../saga/transitions.ts';
import type { Input, SagaState } from '../../saga/state.ts';
import type { Guarantee } from './guarantees.ts';
import type { Engine } from './engine.ts';

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
  (
    change: (after: SagaState, before: SagaState, input: Input, definition: SagaDefinition) => SagaState,
  ): Mistake =>
  (sound) => ({
    react: (definition, state, input) => {
      const after = sound.react(definition, state, input);
      return after === state ? state : change(after, state, input, sound.definition);
    },
  });

const declaring =
  (change: (step: Step) => Step): Mistake =>
  ({ definition }) => ({
    definition: { ...definition, steps: definition.steps.map(change) } satisfies SagaDefinition,
  });

const withoutCompensation = ({ compensation: _, ...step }: Step): Step => step;

export const MISTAKES: Record<Guarantee, Record<string, Mistake>> = {
  G1: {
    'starts again for the same event': ({ react }) => ({
      react: (definition, state, input) =>
        definition && input.type === 'event' && input.event.event_type === definition.startedBy
          ? begin(definition, state.id, input.event, input.at)
          : react(definition, state, input),
    }),
  },
  G2: {
    'takes a busy answer for a lost one': hearing((input) =>
      input.type === 'replied' && input.reply.status === 'busy'
        ? { type: 'lost', command_id: input.command_id, error: 'busy', at: input.at, random: input.random }
        : input,
    ),
    'waits for ever for the event of an accepted command': hearing((input, state) =>
      input.type === 'due' && state.current?.phase === 'awaiting' ? null : input,
    ),
    'is content with busy for ever': ({ react }) => ({
      react: (definition, state, input) => {
        const after = react(definition, state, input);
        const forgets = ({ steps, ...rest }: SagaState): SagaState => ({
          ...rest,
          steps: steps.map((step) => ({ ...step, busy_ms: null })),
        });
        return after === state ? state : forgets(after);
      },
    }),
    'takes what the clock was set by for time that has passed': ({ react }) => ({
      react: (definition, state, input) => {
        const { current, revision } = state;
        const ago = current?.since === undefined ? 0 : input.at - current.since;
        if (!current || ago === 0 || input.type !== 'replied') return react(definition, state, input);
        const steps = state.steps.map((step, n) =>
          n === current.step && typeof step.busy_ms === 'number' ? { ...step, busy_ms: step.busy_ms + ago } : step,
        );
        const after = react(definition, { ...state, steps }, input);
        return after.revision === revision ? state : after;
      },
    }),
    'never frees what a caller held that has vanished': () => ({
      leases: () => {
        const held = new Set<string>();
        const release = (name: string) => () => void held.delete(name);
        return (name) =>
          held.has(name) ? null : (held.add(name), { renew: () => undefined, release: release(name) });
      },
    }),
    'never runs out of attempts': declaring((step) => ({
      ...step,
      retry: { ...step.retry, attempts: Infinity },
    })),
  },
  G3: {
    'takes silence for the word of its participant': hearing((input) =>
      input.type === 'lost'
        ? {
            ...{ type: 'replied', command_id: input.command_id, at: input.at, random: input.random },
            reply: { status: 'failed', reason: input.error },
          }
        : input,
    ),
    'takes a refusal for done': hearing((input, state) =>
      input.type === 'replied' && input.reply.status === 'rejected' && state.current?.direction === 'do'
        ? { ...input, reply: { status: 'already', position: null } }
        : input,
    ),
    'does not undo a pivot whose outcome it never learned': declaring((step) =>
      step.kind === 'pivot' ? withoutCompensation(step) : step,
    ),
  },
  G4: {
    'begins the compensation with the oldest step': deciding((after, before) =>
      after.current?.direction === 'undo' && before.current?.direction === 'do'
        ? { ...after, current: { ...after.current, step: 0 } }
        : after,
    ),
    'gives every try a command_id of its own': ({ react, pendingCommand }) => ({
      pendingCommand: (definition, state) => {
        const command = pendingCommand(definition, state);
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
    'takes a refusal for definite although an earlier try is still out': deciding((after) => ({
      ...after,
      steps: after.steps.map((step) => ({ ...step, uncertain: false })),
    })),
    'forgets at a restart that its command may be out': hearing((input) =>
      input.type === 'restarted' ? null : input,
    ),
    'counts on participants without tombstones': () => ({ tombstones: false }),
  },
  G5: {
    'takes a late answer for the one it waits for': hearing((input, state) =>
      (input.type === 'replied' || input.type === 'lost') && state.current
        ? { ...input, command_id: commandId(state, state.current) }
        : input,
    ),
    'is moved after the end': ({ react }) => ({
      react: (definition, state, input) =>
        react(definition, state.ended_at === null ? state : { ...state, ended_at: null }, input),
    }),
  },
  G6: {
    'drops the compensations behind one that fails': deciding((after, _, { at }) =>
      after.parked?.direction === 'undo' ? { ...finish(after, at), parked: null } : after,
    ),
    'ends when a person skips a compensation, even with others behind it': deciding(
      (after, before, { type, at }) =>
        type === 'skip' && before.parked?.direction === 'undo' ? finish(after, at) : after,
    ),
    'is resumed behind the place where it was parked': deciding((after, before, { type, at }, definition) =>
      type === 'resume' && before.parked?.direction === 'undo' && before.parked.step > 0
        ? enter(definition, after, 0, 'undo', at)
        : after,
    ),
  },
  G7: {
    'listens to events of other sagas': hearing((input, state) =>
      input.type === 'event'
        ? { ...input, event: { ...input.event, metadata: { ...input.event.metadata, saga_id: state.id } } }
        : input,
    ),
  },
  G8: {
    'takes every timer for the one that is due': ({ react }) => ({
      react: (definition, state, input) => {
        if (input.type !== 'due' || !state.current) return react(definition, state, input);
        const rushed = { ...state, current: { ...state.current, due_at: input.at } };
        return react(definition, rushed, input);
      },
    }),
    'waits without jitter': hearing((input) => ({ ...input, random: 0.5 })),
    'waits longer and longer, without a cap': declaring((step) => ({
      ...step,
      retry: { ...step.retry, cap_ms: Infinity },
    })),
    'waits equally long after every try': deciding((after, before, { at, random }, definition) => {
      const { current } = after;
      const { retry } = definition.steps[current?.step ?? -1] ?? {};
      if (current?.phase !== 'pausing' || before.current?.phase === 'pausing' || !retry) return after;
      return { ...after, current: { ...current, due_at: at + retry.base_ms * (1 + random) } };
    }),
  },
  G9: {
    'throws its dice while it decides': ({ react }) => ({
      react: (definition, state, input) => react(definition, state, { ...input, random: Math.random() }),
    }),
    'remembers something beside its state': ({ react }) => {
      let seen = 0;
      return {
        react: (definition, state, input) => react(definition, state, { ...input, random: (seen++ % 7) / 7 }),
      };
    },
  },
  G10: {
    'turns round past the pivot': deciding((after, _, { at }, definition) => {
      const { parked } = after;
      if (!parked || after.ending || after.steps[parked.step]?.kind !== 'retriable') return after;
      return compensate(definition, { ...after, parked: null, ending: 'failed' }, at);
    }),
    'undoes what is past the pivot when its subject is gone': deciding((after, before, { type, at }, definition) =>
      type === 'event' && after.ending === 'cancelled' && before.ending === null && after.ended_at !== null
        ? compensate(definition, { ...after, ended_at: null }, at)
        : after,
    ),
  },
};
