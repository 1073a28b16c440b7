// The participants of a simulation: each command takes effect once per command_id, an undo leaves a tombstone that refuses a
// late do, and every effect is counted at the edge.
import type { CommandReply } from '#shared/engine/saga/command';
import type { SagaDefinition } from '../../saga/definition.ts';
import { stepCommandOf } from '../../saga/steps.ts';
import type { SagaCommand, SagaEvent } from '../../saga/state.ts';
import { eventOf } from './simulate.ts';

export interface Seats {
  ask(command: SagaCommand, mood: 'well' | 'reject' | 'fail'): { reply: CommandReply; event: SagaEvent | null };
  /** The event that completes a command. */
  completing(command: SagaCommand): SagaEvent | null;
  lastEvent(): SagaEvent | null;
  readonly effects: Set<string>;
  readonly times: Map<string, number>;
}

const no: CommandReply = { status: 'rejected', code: 'no', reason: 'it said no' };
const already: CommandReply = { status: 'already', position: null };

export function participants(definition: SagaDefinition, tombstones: boolean): Seats {
  const steps = [...definition.steps, ...definition.whenFailed];
  const done = new Set<string>();
  const gone = new Set<string>();
  const effects = new Set(steps.filter((step) => !step.ask).map((step) => step.name));
  const times = new Map<string, number>();
  let last: SagaEvent | null = null;

  const stepOf = ({ context }: SagaCommand) => steps.find(({ name }) => name === context.step);
  const event = (command: SagaCommand, type: string | null | undefined, data = {}) =>
    type
      ? (last = { ...eventOf(type, data, command.context.step), id: `${command.context.command_id} ${type}` })
      : null;
  const completing = (command: SagaCommand) => {
    const step = stepOf(command);
    return event(command, step && stepCommandOf(step, command.direction)?.completedBy);
  };
  /** What an undo takes along: the step itself and those that are undone with it. */
  const undoneWith = (name: string) =>
    steps.filter(({ compensation: c }) => c && 'with' in c && c.with === name).map((step) => step.name);

  return {
    effects,
    times,
    completing,
    lastEvent: () => last,
    ask(command, mood) {
      const { command_id, step } = command.context;
      const declared = stepOf(command);
      if (done.has(command_id)) return { reply: already, event: null };
      if (command.direction === 'do') {
        if (gone.has(step)) return { reply: no, event: null };
        if (mood === 'fail' && declared?.failedBy)
          return {
            reply: { status: 'accepted' },
            event: event(command, declared.failedBy, { code: 'broken', reason: 'broken' }),
          };
        if (mood !== 'well') return { reply: no, event: null };
        effects.add(step);
      } else {
        if (mood !== 'well') return { reply: no, event: null };
        for (const name of [step, ...undoneWith(step)]) {
          effects.delete(name);
          if (tombstones) gone.add(name);
        }
      }
      done.add(command_id);
      const name = `${command.direction} ${step}`;
      times.set(name, (times.get(name) ?? 0) + 1);
      return { reply: { status: 'accepted' }, event: completing(command) };
    },
  };
}
