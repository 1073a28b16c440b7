// The one writer of the global log: takes a group of submissions, gives positions from head + 1, commits them as one
// batch. What it remembers (head, last versions) is a cache of the log and is thrown away at every failure.
import { log } from '#shared/engine/log';
import type { LoggedEvent } from '#shared/engine/envelope';
import type { PublishResult } from './port.ts';
import { sequence, type Submission } from './sequence.ts';

export interface LogStore {
  head(): Promise<number>;
  lastVersions(ids: string[]): Promise<Map<string, number>>;
  /** All or nothing. Fails when a position or (aggregate, version) is taken. */
  insert(rows: LoggedEvent[]): Promise<unknown>;
  /** Positions of an aggregate's versions from..to, ascending. */
  positions(aggregateId: string, from: number, to: number): Promise<number[]>;
}

/** What one commit did: `rows` are new in the log, after `before`. */
export interface Committed {
  before: number;
  rows: LoggedEvent[];
}

const REMEMBERED_STREAMS = 10_000;

export class Sequencer {
  #head: number | null = null;
  #lastVersions = new Map<string, number>();

  constructor(
    private readonly store: LogStore,
    private readonly committed: (commit: Committed) => void,
    private readonly rule: typeof sequence = sequence,
  ) {}

  /** The log's last position. */
  async head(): Promise<number> {
    return this.#head ?? this.store.head();
  }

  /**
   * Writes one group; one at a time, please. A crash between the commit and the answer leaves streams that publish
   * again and get the positions that the log holds.
   */
  async commit(group: Submission[]): Promise<PublishResult[]> {
    try {
      return await this.#tryCommit(group);
    } catch (error) {
      // The batch may have committed all the same: head and versions are read again.
      this.#head = null;
      this.#lastVersions.clear();
      // One stream's bad event must not hold up the others: each goes alone.
      if (group.length > 1) {
        const results: PublishResult[] = [];
        for (const submission of group) results.push(...(await this.commit([submission])));
        return results;
      }
      log('error', 'log commit failed', { error });
      return [{ ok: false, code: 'unavailable', last_version: 0 }];
    }
  }

  async #tryCommit(group: Submission[]): Promise<PublishResult[]> {
    const before = (this.#head ??= await this.store.head());
    await this.#recall(group);
    const { rows, outcomes, lastVersions } = this.rule(before, this.#lastVersions, group);
    if (rows.length > 0) await this.store.insert(rows);
    this.#lastVersions = lastVersions;
    this.#head = before + rows.length;
    // Also after a group of duplicates: their first publisher may have died before it told anybody.
    this.committed({ before, rows });

    return Promise.all(
      outcomes.map(async (outcome, n): Promise<PublishResult> => {
        if ('gap' in outcome) return { ok: false, code: 'gap', last_version: outcome.gap };
        const { aggregate_id, events } = group[n] ?? { aggregate_id: '', events: [] };
        const known = events.filter((event) => event.version <= outcome.known);
        const first = known[0];
        const old = first ? await this.store.positions(aggregate_id, first.version, outcome.known) : [];
        return { ok: true, positions: [...old.slice(0, known.length), ...outcome.fresh.map((e) => e.position)] };
      }),
    );
  }

  async #recall(group: Submission[]): Promise<void> {
    if (this.#lastVersions.size > REMEMBERED_STREAMS) this.#lastVersions.clear();
    const ids = new Set(group.map((s) => s.aggregate_id).filter((id) => !this.#lastVersions.has(id)));
    // A stream that starts at version 1 is usually new, but only the log knows.
    if (ids.size === 0) return;
    const found = await this.store.lastVersions([...ids]);
    for (const [id, version] of found) this.#lastVersions.set(id, version);
  }
}
