// The one writer of the global log: takes a group of submissions, gives positions from head + 1, commits them as one
// batch. What it remembers (head, last versions) is a cache of the log and is thrown away at every failure.
import { log, tracesOf } from '#shared/engine/runtime/log';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { epochOf } from '../../event/epoch.ts';
import { NOTHING_REMEMBERED, type Mark, type Remembered } from './restore-mark.ts';
import type { PublishResult } from './port.ts';
import { isOutOfRoom } from '../../runtime/out-of-room.ts';
import { sequence, type Submission } from './sequence.ts';

export interface LogEnd {
  /** The next event comes after this position: the last one's, or the beginning of a new epoch. */
  from: number;
  /** The last event; null in an empty log. */
  last: Mark | null;
}

export interface LogStore {
  /** Where the log ends. When it is not the one that is remembered, it goes on in a new epoch. */
  open(remembered: Remembered): Promise<LogEnd>;
  lastVersions(ids: string[]): Promise<Map<string, number>>;
  /** All or nothing. Fails when the log does not end with `last`, or (aggregate, version) is taken. */
  insert(rows: LoggedEvent[], last: Mark | null): Promise<unknown>;
  /** Where these versions of an aggregate are. */
  marks(aggregateId: string, versions: readonly number[]): Promise<Map<number, Mark>>;
}

/** What one commit did: `rows` are new in the log, after `before`. */
export interface Committed {
  before: number;
  rows: LoggedEvent[];
}

/** What others have seen in the log. Asked once per instance: the last write may not have been recorded. */
export type Witnesses = () => Promise<readonly Mark[]>;

const newest = (marks: readonly (Mark | null)[]): Mark | null =>
  marks.reduce((last, mark) => (mark && mark.position > (last?.position ?? 0) ? mark : last), null);

const REMEMBERED_STREAMS = 10_000;

const startsNow = ({ is_new, events }: Submission): boolean => is_new === true && events[0]?.version === 1;

export class Sequencer {
  #end: LogEnd | null = null;
  #opening: Promise<LogEnd> | null = null;
  #witnesses: Witnesses | null;
  readonly #lastVersions = new Map<string, number>();
  /** Its database is full and has refused an event. A later instance finds out again when a stream retries. */
  #full = false;

  constructor(
    private readonly store: LogStore,
    private readonly committed: (commit: Committed) => void,
    private readonly rule: typeof sequence = sequence,
    /** What it knows to have been in the log; it outlives this object. */
    private remembered: Remembered = NOTHING_REMEMBERED,
    /** Before anything is given a position in an epoch: that it has begun has to be written down. */
    private readonly begun: (remembered: Remembered) => void = () => undefined,
    witnesses: Witnesses | null = null,
  ) {
    this.#witnesses = witnesses;
  }

  /** The log's last position. */
  async head(): Promise<number> {
    return (this.#end ?? (await this.#open())).from;
  }

  get full(): boolean {
    return this.#full;
  }

  /** What to store for the next instance. */
  get memory(): Remembered {
    return this.remembered;
  }

  /** The log was changed from outside: reads it again. */
  async forget(): Promise<void> {
    this.#end = null;
    this.#lastVersions.clear();
    await this.#open();
  }

  /** A reader has seen this event at this position. If the log lacks it, it continues in a new epoch. */
  async seen(mark: Mark): Promise<void> {
    // A check that is under way looks for another event.
    while (this.#opening) await this.#opening.catch(() => undefined);
    this.#end = null;
    await this.#open(mark);
  }

  /** One at a time: of two that find the log put back, one would begin an epoch too many. */
  #open(mark = this.remembered.mark): Promise<LogEnd> {
    this.#opening ??= this.#look(mark).finally(() => (this.#opening = null));
    return this.#opening;
  }

  /** Before an instance assigns its first position, it asks those who may have seen a later one. */
  async #look(mark: Mark | null): Promise<LogEnd> {
    const seen = (await this.#witnesses?.()) ?? [];
    const end = await this.store.open({ ...this.remembered, mark: newest([mark, ...seen]) });
    this.#witnesses = null;
    return this.#opened(end);
  }

  #opened(end: LogEnd): LogEnd {
    const { epoch } = this.remembered;
    this.remembered = { mark: end.last, epoch: epochOf(end.from) };
    // A log that was put back may lack what was known of a stream: the next event would leave a hole before it.
    this.#lastVersions.clear();
    if (this.remembered.epoch > epoch) this.begun(this.remembered);
    return (this.#end = end);
  }

  /**
   * Writes one group; callers call it one at a time. A crash between the commit and the answer leaves streams that publish
   * again and get the positions that the log holds.
   */
  async commit(group: Submission[]): Promise<PublishResult[]> {
    try {
      return await this.#tryCommit(group);
    } catch (error) {
      // The batch may have committed all the same: head and versions are read again.
      this.#end = null;
      this.#lastVersions.clear();
      // One stream's bad event must not hold up the others: each goes alone.
      if (group.length > 1) {
        const results: PublishResult[] = [];
        for (const { is_new: _, ...submission } of group) results.push(...(await this.commit([submission])));
        return results;
      }
      const [only] = group;
      // The stream may have said so wrongly, and then the log has these events.
      if (only?.is_new) return this.commit([{ ...only, is_new: false }]);
      log('error', 'log commit failed', { trace_ids: tracesOf(only?.events ?? []), error });
      this.#full ||= isOutOfRoom(error);
      return [{ ok: false, code: isOutOfRoom(error) ? 'full' : 'unavailable', last_version: 0 }];
    }
  }

  async #tryCommit(group: Submission[]): Promise<PublishResult[]> {
    const { from: before, last } = this.#end ?? (await this.#open());
    await this.#recall(group);
    const known = await Promise.all(group.map((submission) => this.#known(submission)));
    const others = group.filter((_, n) => known[n] !== 'diverged');
    const concerned = others.map(({ aggregate_id: id }) => [id, this.#lastVersions.get(id) ?? 0] as const);
    const { rows, outcomes: placed, lastVersions } = this.rule(before, new Map(concerned), others);
    if (rows.length > 0) await this.store.insert(rows, last);
    for (const [id, version] of lastVersions) this.#lastVersions.set(id, version);
    const newest = rows.at(-1);
    if (newest) {
      this.#full = false;
      const mark = { position: newest.position, id: newest.id };
      this.remembered = { ...this.remembered, mark };
      this.#end = { from: newest.position, last: mark };
    }
    // Also after a group of duplicates: the log may have died after it wrote them and before it notified the subscriptions.
    this.committed({ before, rows });

    const outcomes = placed.values();
    const results = known.map((old): PublishResult => {
      if (old === 'diverged') return { ok: false, code: 'diverged', last_version: 0 };
      const outcome = outcomes.next().value ?? { gap: 0 };
      if ('gap' in outcome) return { ok: false, code: 'gap', last_version: outcome.gap };
      return { ok: true, positions: [...old, ...outcome.fresh.map((e) => e.position)] };
    });
    return Promise.all(results.map((result, n) => this.#completed(result, group[n])));
  }

  /** An event that came twice in one group has its position now. */
  async #completed(result: PublishResult, submission: Submission | undefined): Promise<PublishResult> {
    if (!result.ok || !submission || result.positions.length === submission.events.length) return result;
    const positions = await this.#known(submission);
    return positions === 'diverged' ? { ok: false, code: 'diverged', last_version: 0 } : { ok: true, positions };
  }

  /**
   * Where the events of a submission are that the log has already; `diverged` when it has another one in the place of one of
   * them. Then nothing of this stream is taken any more: what would follow belongs to another history.
   */
  async #known({ aggregate_id, events }: Submission): Promise<number[] | 'diverged'> {
    const last = this.#lastVersions.get(aggregate_id) ?? 0;
    const handed = events.filter(({ version }) => version <= last);
    if (handed.length === 0) return [];
    // Not always neighbours: a stream that was filled in from the log knows where some of its events are.
    const marks = await this.store.marks(
      aggregate_id,
      handed.map(({ version }) => version),
    );
    const same = handed.every(({ id, version }) => marks.get(version)?.id === id);
    return same ? handed.map(({ version }) => marks.get(version)?.position ?? 0) : 'diverged';
  }

  async #recall(group: Submission[]): Promise<void> {
    if (this.#lastVersions.size > REMEMBERED_STREAMS) this.#lastVersions.clear();
    const unknown = group.filter(({ aggregate_id }) => !this.#lastVersions.has(aggregate_id));
    // If that is wrong, the insert fails, because (aggregate, version) is taken, and the log is asked after all.
    const [fresh, others] = [unknown.filter(startsNow), unknown.filter((one) => !startsNow(one))];
    for (const { aggregate_id } of fresh) this.#lastVersions.set(aggregate_id, 0);
    const ids = new Set(others.map(({ aggregate_id }) => aggregate_id));
    if (ids.size === 0) return;
    const found = await this.store.lastVersions([...ids]);
    for (const [id, version] of found) this.#lastVersions.set(id, version);
  }
}
