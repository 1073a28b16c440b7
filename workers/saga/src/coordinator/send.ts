// Sends one command to its participant, within its timeout, through the fault switch. Every outcome is a value:
// a reply, or `lost`, which says nothing about whether the effect happened.
import { Overtaking } from '#shared/engine/faults/reordering';
import { strike } from '#shared/engine/faults/inject-fault';
import { TIMED_OUT, within } from '#shared/engine/deadline';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import type { CommandName } from '#shared/mediahub/ports/participants';
import type { SagaCommand } from '#shared/engine/saga/state';
import { participantsOf, type Env } from '../env.ts';

/** A saga's own steps come one after the other: only the command of another saga can overtake. */
const overtaking = new Overtaking();

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

/** @param die ends the coordinator: the fault switch asks for it */
export async function send(env: Env, command: SagaCommand, die: () => void): Promise<Outcome> {
  try {
    const reply = await within(command.timeout_ms, throughFaultSwitch(env, command, die));
    return reply === TIMED_OUT ? { lost: 'no answer in time' } : { reply };
  } catch (error) {
    return { lost: error instanceof Error ? error.message : String(error) };
  }
}

/** The passage of a step is called by its name, that of its compensation `undo:<name>`. */
async function throughFaultSwitch(env: Env, command: SagaCommand, die: () => void): Promise<CommandReply> {
  const { context, direction } = command;
  const edge = direction === 'do' ? context.step : `undo:${context.step}`;
  const fault = await env.CHAOS.draw('saga', edge);
  const { overtaken, through } = overtaking.enter('saga');
  const reject = (): CommandReply => ({ status: 'rejected', code: 'fault_switch', reason: `${edge} is refused` });
  const work = () => through(() => call(env, command.command, context, command.args));
  return strike(fault, `saga ${edge}`, work, { die, reject, overtake: overtaken });
}
