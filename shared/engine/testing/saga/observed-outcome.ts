// Everything that there is to say to a saga once it has ended: late answers and losses, every event that it ever listened
// to, its starting event again, a cancellation, timers, restarts, and a person. None of it may move it (G5).
import type { SagaDefinition } from '../../saga/definition.ts';
import { stepCommandOf } from '../../saga/steps.ts';
import type { Happening, SagaCommand } from '../../saga/state.ts';
import { eventOf } from './simulate.ts';

export function afterwards(
  definition: SagaDefinition,
  sent: readonly Pick<SagaCommand, 'context'>[],
): Happening[] {
  const event = (type: string | null | undefined, step?: string): Happening[] =>
    type ? [{ type: 'event', event: eventOf(type, undefined, step) }] : [];
  const answers = [sent[0], sent.at(-1)].flatMap((command): Happening[] => {
    const command_id = command?.context.command_id ?? '';
    return [
      { type: 'replied', command_id, reply: { status: 'already', position: null } },
      { type: 'replied', command_id, reply: { status: 'rejected', code: 'no', reason: 'it said no' } },
      { type: 'lost', command_id, error: 'no answer' },
    ];
  });
  return [
    ...event(definition.startedBy),
    ...event(definition.cancelledBy),
    ...[...definition.steps, ...definition.whenFailed].flatMap((step) => [
      ...event(stepCommandOf(step, 'do')?.completedBy, step.name),
      ...event(stepCommandOf(step, 'undo')?.completedBy, step.name),
      ...event(step.failedBy, step.name),
    ]),
    ...answers,
    { type: 'due' },
    { type: 'restarted' },
    { type: 'definition_missing', reason: 'version 1 is gone' },
    { type: 'resume' },
    { type: 'skip', reason: 'it has ended' },
  ];
}
