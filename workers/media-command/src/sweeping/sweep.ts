// One page of a sweep. R2 and the event store share no transaction, so a crash between the two leaves files that no media
// vouches for. Only a stream can say so, and only after an hour: until then the event may still be on its way.
import type { EventReaderPort } from '#shared/engine/ports/eventstore';
import { isIdOf } from '#shared/mediahub/ids';
import type { Media } from '../domain/media-state.ts';
import { loadMedia } from '../media-stream.ts';

export interface Sweeping {
  files: R2Bucket;
  store: EventReaderPort;
}

/** Files that came after `after`, up to and including `until` (milliseconds); earlier ones have been looked at. */
export interface Window {
  after: number;
  until: number;
}

export interface Page {
  removed: string[];
  /** When the oldest file came that is still too young to be judged, or null. */
  young: number | null;
  /** Where the next page begins; undefined after the last. */
  cursor: string | undefined;
}

const PAGE_SIZE = 200;

/** Deleted ones are left to their saga: it says MediaPurged when their files are gone. */
const isOrphaned = (state: Media): boolean =>
  state.status === 'none' || state.status === 'compensated' || state.status === 'purged';

async function vouchesFor(store: EventReaderPort, mediaId: string): Promise<boolean> {
  if (!isIdOf('media', mediaId)) return false;
  const { state } = await loadMedia(store, mediaId, { ask_log_first: true });
  return !isOrphaned(state);
}

/** Removes the orphans of one page of keys. Doing a page twice does no harm. */
export async function sweepPage(
  { files, store }: Sweeping,
  { after, until }: Window,
  cursor?: string,
): Promise<Page> {
  const list = await files.list({
    prefix: 'media/',
    limit: PAGE_SIZE,
    ...(cursor === undefined ? {} : { cursor }),
  });
  const removed: string[] = [];
  let young: number | null = null;
  for (const { key, uploaded } of list.objects) {
    const came = uploaded.getTime();
    if (came > until) young = Math.min(young ?? came, came);
    else if (came > after && !(await vouchesFor(store, key.split('/')[1] ?? ''))) removed.push(key);
  }
  // An upload retried under its Idempotency-Key at this very moment may find its bytes and then append its event: that
  // media has no file, its processing fails with `original_missing`, and its saga undoes it and tells the user.
  if (removed.length > 0) await files.delete(removed);
  return { removed, young, cursor: list.truncated ? list.cursor : undefined };
}
