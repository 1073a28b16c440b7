// Sends one command to its participant, within its timeout. Every outcome is a value: a reply, or `lost`, which says nothing
// about whether the effect happened.
import { TIMED_OUT, within } from '../runtime/deadline.ts';
import type { OutgoingCall } from '../runtime/outgoing-call.ts';
import type { CommandReply, SagaContext } from './command.ts';
import type { SagaCommand } from './state.ts';

export type Outcome = { reply: CommandReply } | { lost: string };

/** Any participant, seen as methods by name: the declaration has typed command and arguments against its port. */
type ByName = Record<
  string,
  Record<string, (context: SagaContext, args: object) => Promise<CommandReply>> | undefined
>;

/** Called on the binding itself: every property of an RPC stub is remote, so a method cannot be taken off it first. */
async function call(participants: object, { command, context, args }: SagaCommand): Promise<CommandReply> {
  const [participant = '', method = ''] = command.split('.');
  const reply = await (participants as ByName)[participant]?.[method]?.(context, args);
  if (!reply) throw new Error(`no participant answers ${command}`);
  return reply;
}

/** The call of a step is named after it, that of its compensation `undo:<name>`. */
export async function send(
  participants: object,
  command: SagaCommand,
  intercept: (call: OutgoingCall<CommandReply>) => Promise<CommandReply>,
): Promise<Outcome> {
  const { step } = command.context;
  const outgoing: OutgoingCall<CommandReply> = {
    kind: 'saga',
    name: command.direction === 'do' ? step : `undo:${step}`,
    send: () => call(participants, command),
  };
  try {
    const reply = await within(command.timeout_ms, intercept(outgoing));
    return reply === TIMED_OUT ? { lost: 'no answer in time' } : { reply };
  } catch (error) {
    return { lost: error instanceof Error ? error.message : String(error) };
  }
}
