// The renewal of a library as its saga asks for it: page by page. After each it answers `busy` with news of progress, so that
// one step lasts as long as the library is large; what was done is in the stream, and a crash repeats one page.
import { eventId, sagaId } from '#shared/engine/event/ids';
import type { Metadata } from '#shared/engine/event/envelope';
import type { CommandReply, SagaContext } from '#shared/engine/saga/command';
import { sagaMetadata } from '#shared/engine/saga/participant';
import type { Renewal as View } from '#shared/mediahub/api/renewal';
import { derivedId } from '#shared/mediahub/ids';
import { RENDITION_RECIPE } from '#shared/mediahub/ports/thumbnailer';
import { renewal } from '../aggregates.ts';
import type { Renewal } from '../domain/renewal.ts';
import type { Env } from '../env.ts';
import { renewPage } from './page.ts';

/** There is one library here, and one renewal of it. */
export const RENEWAL_ID = derivedId('renewal', 'renditions');

const NEXT_PAGE_MS = 50;
/** While others have the decoder. */
const LATER_MS = 2_000;

const STOPPED: CommandReply = { status: 'rejected', code: 'renewal_stopped', reason: 'This run was stopped.' };

/** The saga of a run follows from the command that asked for it. */
const isRunOf = (saga_id: string, run: string): boolean => saga_id === sagaId('library_renewal', eventId(run, 0));

/** Renews the next page. */
export async function renewLibrary(env: Env, context: SagaContext): Promise<CommandReply> {
  const { state } = await renewal.load(env.EVENTS, RENEWAL_ID);
  if (state.status === 'none' || !isRunOf(context.saga_id, state.run)) return STOPPED;
  if (state.status === 'completed') return { status: 'already', position: null };
  if (state.status === 'stopped') return STOPPED;
  const { run, after: from } = state;
  const { page, end } = await renewPage(env, context, from);
  // A crash here forgets the page and not what it made: the next one begins at the same place, and passes over that.
  if (end) return renewal.reply(env.EVENTS, RENEWAL_ID, { type: 'complete', run, page }, context);
  const { after } = page;
  if (after === null || after === from) return { status: 'busy', retry_after_ms: LATER_MS };
  const { saga_id: _, step: __, ...unstamped } = sagaMetadata(context);
  const metadata: Metadata = { ...unstamped, command_id: `${context.command_id}:${from ?? ''}` };
  const handled = await renewal.handle(
    env.EVENTS,
    RENEWAL_ID,
    { type: 'advance', run, page: { ...page, after } },
    metadata,
  );
  return handled.ok ? { status: 'busy', retry_after_ms: NEXT_PAGE_MS, progressed: true } : STOPPED;
}

export function viewOf(state: Renewal): View {
  if (state.status === 'none') return state;
  const { status, run, seen, renewed } = state;
  return { status, saga_id: sagaId('library_renewal', eventId(run, 0)), seen, renewed };
}

export const startRenewal = (env: Env, metadata: Metadata) =>
  renewal.respond(
    env.EVENTS,
    RENEWAL_ID,
    { type: 'start', run: metadata.command_id, recipe: RENDITION_RECIPE },
    metadata,
  );

export const stopRenewal = (env: Env, metadata: Metadata) =>
  renewal.respond(env.EVENTS, RENEWAL_ID, { type: 'stop' }, metadata);
