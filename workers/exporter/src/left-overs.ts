// ZIPs that no shelf ends: a restore took from the shelf that it had them, or from the log that there was such an export. So each
// shelf, when it ends a download, looks at some of the bucket as well. Streams and log say what an export is; a ZIP can be
// packed again, its originals are not touched.
import { batchedReader } from '#shared/engine/command/batched';
import {
  COMPARED_AT_ONCE,
  type BatchReaderPort,
  type ComparisonPort,
  type EventReaderPort,
} from '#shared/engine/ports/eventstore';
import { isIdOf } from '#shared/mediahub/ids';
import type { ShelfPort } from './env.ts';
import { exportState } from './load-export.ts';
import { deleteExport } from './manifest.ts';

const PREFIX = 'exports/';
/** Each export has two keys; one of many parts has more. */
const PAGE = 2 * COMPARED_AT_ONCE;
/** Its shelf ends a download within minutes, unless clocks are wrong. */
const LATE_MS = 24 * 60 * 60_000;

export interface LookingAfter {
  exports: R2Bucket;
  store: EventReaderPort & BatchReaderPort & ComparisonPort;
  shelfOf(user_id: string): Pick<ShelfPort, 'expireAt'>;
}

const OVER = ['discarded', 'expired'];

/** The exports of some keys behind a place in the bucket; of a small bucket all of them. */
async function someOf(exports: R2Bucket, place: string): Promise<string[]> {
  const [behind, first] = await Promise.all([
    exports.list({ prefix: PREFIX, startAfter: `${PREFIX}export-${place}`, limit: PAGE }),
    exports.list({ prefix: PREFIX, limit: PAGE }),
  ]);
  const keys = [...behind.objects, ...first.objects].map(({ key }) => key);
  const ids = keys
    .map((key) => key.slice(PREFIX.length).replace(/[./].*$/, ''))
    .filter((id) => isIdOf('export', id));
  return [...new Set(ids)].slice(0, COMPARED_AT_ONCE);
}

/**
 * Deletes what is left of exports that are over, or that there are not; hands a download that is long over to the shelf of its owner,
 * which ends it. Where stream and log do not agree, or a restore is not finished, nothing is touched.
 * @param place where to begin, by chance: a large bucket is looked through in the course of many calls
 */
export async function sweepLeftOvers(
  { exports, store, shelfOf }: LookingAfter,
  place: string,
  now: number,
): Promise<void> {
  const ids = await someOf(exports, place);
  if (ids.length === 0) return;
  const { settled, streams } = await store.compareWithLog(ids);
  if (!settled) return;
  const reader = batchedReader(store);
  const agreed = streams.filter((stream) => stream.agreed).map(({ aggregate_id }) => aggregate_id);
  const found = await Promise.all(agreed.map((id) => exportState(reader, id)));
  for (const [n, id] of agreed.entries()) {
    const state = found[n];
    if (!state || OVER.includes(state.status)) await deleteExport(exports, id);
    else if (state.expires_at !== null && Date.parse(state.expires_at) < now - LATE_MS)
      await shelfOf(state.user_id).expireAt(id, Date.parse(state.expires_at));
  }
}
