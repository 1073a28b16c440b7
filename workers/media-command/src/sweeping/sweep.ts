// One page of a sweep. R2 and the event store share no transaction, so a crash between the two leaves files that no media
// vouches for. What a sweep removes is gone forever, so it takes two to say so: the media's stream and the log, both asked
// now and in agreement. A store that is silent, late or restored to an earlier state says nothing.
import {
  COMPARED_AT_ONCE,
  type ComparedStream,
  type ComparisonPort,
  type Span,
} from '#shared/engine/ports/eventstore';
import { isIdOf } from '#shared/mediahub/ids';

export interface Sweeping {
  files: R2Bucket;
  store: ComparisonPort;
  /**
   * Waits for as long as an upload takes from its bytes to its event, by no clock that can be set: to one that was set far ahead,
   * bytes that came a moment ago are old.
   */
  wait(): Promise<void>;
  /** Whether an upload of this media goes on trying until it has its event, for days if it must. */
  isAwaited(mediaId: string): boolean;
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
  /** When the oldest undecided file was stored, or null. */
  undecided: number | null;
  /** Where the next page begins; undefined after the last. */
  cursor: string | undefined;
}

const PAGE_SIZE = 200;
/** An event may come so much later than its bytes. */
const EVENT_LATER_MS = 3_600_000;

/** Deleted ones are left to their saga: it appends MediaPurged when their files are deleted. */
const isOver = ({ event_types: types }: ComparedStream): boolean =>
  types.includes('MediaUploadCompensated') || types.includes('MediaPurged');

/** `unknown`: no event refers to it, or not yet. */
type Verdict = 'orphaned' | 'unknown' | 'wanted' | 'undecided';

const verdictOn = (stream: ComparedStream): Verdict =>
  stream.event_types.length === 0 ? 'unknown' : isOver(stream) ? 'orphaned' : 'wanted';

interface Judged {
  verdicts: Map<string, Verdict>;
  lost: readonly Span[];
}

/** @throws when a store cannot be asked: the page is looked at again */
async function judge(store: Sweeping['store'], mediaIds: readonly string[]): Promise<Judged> {
  const judged: Judged = { verdicts: new Map(), lost: [] };
  for (let n = 0; n < mediaIds.length; n += COMPARED_AT_ONCE) {
    const { settled, lost, streams } = await store.compareWithLog(mediaIds.slice(n, n + COMPARED_AT_ONCE));
    judged.lost = lost;
    for (const stream of streams)
      judged.verdicts.set(stream.aggregate_id, settled && stream.agreed ? verdictOn(stream) : 'undecided');
  }
  return judged;
}

const oldest = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.min(...times));

/** Removes the orphans of one page of keys. Doing a page twice does no harm. */
export async function sweepPage(
  { files, store, wait, isAwaited }: Sweeping,
  { after, until }: Window,
  cursor?: string,
): Promise<Page> {
  const list = await files.list({
    prefix: 'media/',
    limit: PAGE_SIZE,
    ...(cursor === undefined ? {} : { cursor }),
  });
  const found = list.objects.map(({ key, uploaded }) => ({
    key,
    id: key.split('/')[1] ?? '',
    came: uploaded.getTime(),
  }));
  const due = found.filter(({ came }) => came > after && came <= until);
  const { verdicts, lost } = await judge(
    store,
    [...new Set(due.map(({ id }) => id))].filter((id) => isIdOf('media', id)),
  );
  // Its event may be what a restore took from both stores: then these bytes are all that is left, and a person's to delete.
  const mayBeLost = (came: number) =>
    lost.some((span) => came > span.after - EVENT_LATER_MS && came <= span.until);
  for (const { id, came } of due)
    if (verdicts.get(id) === 'unknown' && (mayBeLost(came) || isAwaited(id))) verdicts.set(id, 'wanted');
  const unknown = [...verdicts].flatMap(([id, verdict]) => (verdict === 'unknown' ? [id] : []));
  if (unknown.length > 0) {
    await wait();
    for (const [id, verdict] of (await judge(store, unknown)).verdicts)
      verdicts.set(id, verdict === 'unknown' ? 'orphaned' : verdict);
  }
  // What is no media's file has no stream that could want it.
  const verdictOf = (id: string): Verdict => verdicts.get(id) ?? 'orphaned';
  const removed = due.filter(({ id }) => verdictOf(id) === 'orphaned').map(({ key }) => key);
  // An upload retried under its Idempotency-Key at this very moment may find its bytes and then append its event: that
  // media has no file, its processing fails with `original_missing`, and its saga undoes it and tells the user.
  if (removed.length > 0) await files.delete(removed);
  return {
    removed,
    young: oldest(found.filter(({ came }) => came > until).map(({ came }) => came)),
    undecided: oldest(due.filter(({ id }) => verdictOf(id) === 'undecided').map(({ came }) => came)),
    cursor: list.truncated ? list.cursor : undefined,
  };
}
