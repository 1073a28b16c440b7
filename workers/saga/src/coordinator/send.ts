// Sends one command to its participant, within its timeout, through the fault switch. Every outcome is a value:
// a reply, or `lost`, which says nothing about whether the effect happened.
import { pause, TIMED_OUT, within } from '#shared/durable/within';
import type { CommandReply, SagaContext } from '#shared/ports/saga-command';
import type { CommandName } from '../engine/definition.ts';
import type { SagaCommand } from '../engine/state.ts';
import type { Env } from '../env.ts';

export type Outcome = { reply: CommandReply } | { lost: string };

type Participants = Pick<Env, 'MEDIA' | 'ALBUM' | 'NOTIFICATION'>;
type Call = (to: Participants, context: SagaContext, args: never) => Promise<CommandReply>;

/** Which port answers which command. The definitions' `args` are written for these. */
const CALLS: Record<CommandName, Call> = {
  'media.process': ({ MEDIA }, context, args) => MEDIA.process(context, args),
  'media.compensate': ({ MEDIA }, context, args) => MEDIA.compensate(context, args),
  'media.purge': ({ MEDIA }, context, args) => MEDIA.purge(context, args),
  'album.addToDefaultAlbum': ({ ALBUM }, context, args) => ALBUM.addToDefaultAlbum(context, args),
  'album.undoAddToDefaultAlbum': ({ ALBUM }, context, args) => ALBUM.undoAddToDefaultAlbum(context, args),
  'album.removeFromEveryAlbum': ({ ALBUM }, context, args) => ALBUM.removeFromEveryAlbum(context, args),
  'notification.send': ({ NOTIFICATION }, context, args) => NOTIFICATION.send(context, args),
};

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
  const reply = await CALLS[command.command](env, context, command.args as never);
  return fault?.kind === 'drop_reply' ? { lost: `fault switch: the answer of ${edge} is lost` } : { reply };
}
