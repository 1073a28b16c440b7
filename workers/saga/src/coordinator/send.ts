// Sends one command to its participant, within its timeout, through the fault switch. Every outcome is a value:
// a reply, or `lost`, which says nothing about whether the effect happened.
import { pause, TIMED_OUT, within } from '#shared/durable/within';
import type { CommandReply, SagaContext } from '#shared/ports/saga-command';
import type { CommandName } from '#shared/ports/participants';
import type { SagaCommand } from '../engine/state.ts';
import { participantsOf, type Env } from '../env.ts';

export type Outcome = { reply: CommandReply } | { lost: string };

/** Any participant, seen as methods by name: the declaration has typed command and arguments against its port. */
type ByName = Record<
  string,
  Record<string, (context: SagaContext, args: object) => Promise<CommandReply>> | undefined
>;

/** Called on the binding itself: every property of an RPC stub is remote, so a method cannot be taken off it first. */
async function call(env: Env, name: CommandName, context: SagaContext, args: object): Promise<CommandReply> {
  const [participant = '', method = ''] = name.split('.');
  const reply = await (participantsOf(env) as unknown as ByName)[participant]?.[method]?.(context, args);
  if (!reply) throw new Error(`nobody answers ${name}`);
  return reply;
}

export async function send(env: Env, command: SagaCommand): Promise<Outcome> {
  try {
    const outcome = await within(command.timeout_ms, throughFaultSwitch(env, command));
    return outcome === TIMED_OUT ? { lost: 'no answer in time' } : outcome;
  } catch (error) {
    return { lost: error instanceof Error ? error.message : String(error) };
  }
}

async function throughFaultSwitch(env: Env, command: SagaCommand): Promise<Outcome> {
  const { context, direction } = command;
  const edge = direction === 'do' ? context.step : `undo:${context.step}`;
  const fault = await env.CHAOS.draw('saga', edge);
  if (fault?.delay_ms) await pause(fault.delay_ms);
  if (fault?.kind === 'error') return { lost: `fault switch: ${edge} fails` };
  if (fault?.kind === 'reject')
    return { reply: { status: 'rejected', code: 'fault_switch', reason: `${edge} is refused` } };
  const reply = await call(env, command.command, context, command.args);
  return fault?.kind === 'drop_reply' ? { lost: `fault switch: the answer of ${edge} is lost` } : { reply };
}
