// One page of a renewal: media after media in the order of their keys in R2, each looked at in its own stream, and its
// renditions made again where the decider would take them, or where the bucket has lost them. Doing a page twice does no harm: what is renewed is passed over.
import { batchedReader } from '#shared/engine/command/batched';
import { log } from '#shared/engine/runtime/log';
import type { SagaContext } from '#shared/engine/saga/command';
import { isIdOf } from '#shared/mediahub/ids';
import { derivedKeys, originalKey, renditionKey } from '#shared/mediahub/media/keys';
import { RENDITION_RECIPE } from '#shared/mediahub/ports/thumbnailer';
import { media } from '../aggregates.ts';
import { keepsFiles, type Media } from '../domain/media-state.ts';
import type { Page } from '../domain/renewal.ts';
import type { Env } from '../env.ts';
import { inTurn } from '../processing/in-turn.ts';
import { outcomeFor } from '../processing/outcome.ts';
import { seenIn, storeRenditions } from '../processing/store-renditions.ts';
import { isVideo } from '../upload/content-type.ts';

/** A page ends after so long, or so many: its step has a timeout, and a crash repeats no more than that. */
const PAGE_MS = 5_000;
const PAGE_MEDIA = 100;
/** So many are recreated at most: the decoder and the stream are asked for each, and a request may call other Workers 32 times. */
const PAGE_RENEWED = 6;
/** More in a row is no broken picture but a decoder that is not there. */
const MAX_FAILED = 3;
/** The decoder's line takes turns between users; a renewal waits there as one of them. */
const TURN_OF = 'renewal';

type Wanted = Extract<Media, { status: 'processed' }>;

interface Listed {
  id: string;
  keys: Set<string>;
}

/**
 * Pictures without renditions, with some of an older recipe, or with some that the bucket has lost; a browser's preview may become
 * the picture itself.
 */
function wantsRenewal({ id, keys }: Listed, state: Media): state is Wanted {
  if (state.status !== 'processed' || isVideo(state.upload.content_type)) return false;
  const { rendered } = state;
  if (!rendered || rendered.recipe < RENDITION_RECIPE) return true;
  return rendered.sides.some((side) => !keys.has(renditionKey(id, side)));
}

/** Media with an original behind `after`, in order, with all their keys, and whether these are all. */
async function listedAfter(files: R2Bucket, after: string | null): Promise<{ listed: Listed[]; end: boolean }> {
  const found = new Map<string, Set<string>>();
  // Behind every key of that media.
  let startAfter = after === null ? undefined : `media/${after}/~`;
  for (;;) {
    const list = await files.list({ prefix: 'media/', ...(startAfter ? { startAfter } : {}) });
    for (const { key } of list.objects) {
      const id = key.split('/')[1] ?? '';
      if (isIdOf('media', id)) found.set(id, (found.get(id) ?? new Set()).add(key));
    }
    const listed = [...found]
      .map(([id, keys]) => ({ id, keys }))
      .filter(({ id, keys }) => keys.has(originalKey(id)));
    // Of the last one in a list that goes on, some keys may be in the next.
    if (!list.truncated || listed.length > PAGE_MEDIA)
      return { listed: listed.slice(0, PAGE_MEDIA), end: !list.truncated && listed.length <= PAGE_MEDIA };
    startAfter = list.objects.at(-1)?.key;
  }
}

/** `busy`: others have the decoder, and nothing has happened. */
type Outcome = 'renewed' | 'unchanged' | 'busy';

async function renew(env: Env, context: SagaContext, id: string, { upload }: Wanted): Promise<Outcome> {
  const outcome = await inTurn(env, TURN_OF, () =>
    outcomeFor(env, id, upload.content_type, context.correlation_id),
  );
  if ('status' in outcome || outcome.kind === 'busy') return 'busy';
  if (outcome.kind !== 'seen' || outcome.files.length === 0) return 'unchanged';
  await storeRenditions(env, id, outcome);
  // A crash here leaves newer renditions than the stream says; the page is done again, and they are written again.
  const { user_id } = upload;
  const { correlation_id, causation_id, saga, saga_id } = context;
  // Not stamped with the saga: thousands of events that move no step would be delivered to it.
  const metadata = {
    user_id,
    actor: `saga:${saga}`,
    command_id: `${saga_id}:${id}`,
    correlation_id,
    causation_id,
  };
  const command = { type: 'render' as const, user_id, seen: seenIn(outcome, null) };
  const handled = await media.handle(env.EVENTS, id, command, metadata);
  const { state } = handled;
  // Deleted while the decoder worked: what was purged in between must not come back.
  if (state.status !== 'none' && !keepsFiles(state)) await env.FILES.delete(derivedKeys(id));
  return handled.ok ? 'renewed' : 'unchanged';
}

export interface Renewed {
  page: Page;
  end: boolean;
}

/** @throws when the decoder, or a store, does not answer: the saga asks again */
export async function renewPage(env: Env, context: SagaContext, from: string | null): Promise<Renewed> {
  const { listed, end } = await listedAfter(env.FILES, from);
  const until = Date.now() + PAGE_MS;
  const page: Page = { after: from, seen: 0, renewed: 0 };
  let [failed, tried] = [0, 0];
  const streams = batchedReader(env.EVENTS);
  const looked = await Promise.all(listed.map(async (one) => ({ one, ...(await media.load(streams, one.id)) })));
  for (const { one, state } of looked) {
    const { id } = one;
    if (Date.now() > until) return { page, end: false };
    if (wantsRenewal(one, state))
      try {
        if (++tried > PAGE_RENEWED) return { page, end: false };
        const outcome = await renew(env, context, id, state);
        if (outcome === 'busy') return { page, end: false };
        if (outcome === 'renewed') page.renewed++;
        failed = 0;
      } catch (error) {
        log('warn', 'a media could not be renewed', { trace_id: context.correlation_id, media_id: id, error });
        if (++failed >= MAX_FAILED) throw error;
      }
    page.after = id;
    page.seen++;
  }
  return { page, end };
}
