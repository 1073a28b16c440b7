// What a stream knows about its agreement with the log. Once per instance of its object, before it is first read or written, it
// compares: with an object that was restored to an earlier state, others would otherwise decide on a state that no longer holds,
// and write different events at versions that the log already has.
import { isAhead } from '../../runtime/alarm.ts';
import { log } from '../../runtime/log.ts';
import { inTime } from '../../runtime/deadline.ts';
import { LOG_MS } from '../log/store.ts';
import { endOf, marks } from '../log/stream-in-log.ts';
import { compareStream, refill } from './Reconciliation.ts';
import type { AppendResult } from '../../ports/eventstore.ts';
import type { Mark } from '../log/restore-mark.ts';
import type { Keep, Reconciled } from './port.ts';
import type { StreamRows } from './rows.ts';

/** An unavailable log must not block writes: then the comparison happens at a later append. */
const PATIENCE_MS = 1_000;
const AGAIN_MS = 5_000;
const POSITIONS = 100;

/** The end, in `set_aside`, of what was given up earlier, while a decision for both histories is carried out. */
const BRINGING_BACK = 'bringing_back_after';

const DIVERGED = `INSERT INTO diverged_streams (aggregate_id, version, stream_event_id, log_event_id, found_at)
  SELECT ?1, ?2, ?3, COALESCE((SELECT id FROM events WHERE aggregate_id = ?1 AND version = ?2), ''), ?4
  WHERE true ON CONFLICT DO UPDATE SET version = ?2, stream_event_id = ?3, log_event_id = excluded.log_event_id`;

export class LogComparison {
  #confirmed = false;
  #againAt = 0;
  #isNew = false;
  #deciding: Promise<unknown> | null = null;

  constructor(
    private readonly db: D1Database,
    private readonly storage: Pick<DurableObjectStorage, 'kv' | 'transactionSync'>,
    private readonly rows: StreamRows,
    /** Tells the log about an event that it once had: if the log lacks it, the log continues in a new epoch. */
    private readonly report: (mark: Mark) => Promise<void> = () => Promise.resolve(),
  ) {}

  /** The first version at which log and stream have different events; null when there is none. */
  divergedAt(): number | null {
    return this.storage.kv.get<number>('diverged') ?? null;
  }

  /** Why nothing may be appended. */
  refusal(): Extract<AppendResult, { ok: false }> | null {
    const diverged = this.divergedAt();
    if (diverged === null) return null;
    const detail = `from version ${diverged} on the log has another history: a person decides (npm run recover)`;
    return { ok: false, code: 'stream_diverged', detail };
  }

  /** Whether the log has said that it holds nothing of this stream, which is true until something is published. */
  takeIsNew(): boolean {
    const isNew = this.#isNew;
    this.#isNew = false;
    return isNew;
  }

  /**
   * The log has nothing behind this version that it once had, or never got it. Said before it goes back into the outbox, which
   * forgets that it was in the log: a crash in between has the next instance say the same.
   */
  async sayLost(version: number): Promise<void> {
    const position = this.rows.position(version + 1);
    const id = this.rows.idAt(version + 1);
    if (position !== null && id !== null) await this.report({ position, id });
  }

  /** The id has just been made, so the log has nothing of it. If it has, it refuses what is published, and `doubt` follows. */
  assumeNew(): void {
    [this.#confirmed, this.#isNew] = [true, true];
  }

  /** The log has answered something that contradicts this stream. */
  doubt(): void {
    this.#confirmed = false;
    this.#isNew = false;
    this.#againAt = 0;
  }

  /** True when both were compared just now. */
  async confirm(aggregateId: string): Promise<boolean> {
    if (this.#confirmed || isAhead(this.#againAt, Date.now(), AGAIN_MS)) return false;
    try {
      await this.reconcile(aggregateId, true, undefined, PATIENCE_MS);
      return (this.#confirmed = true);
    } catch {
      this.#againAt = Date.now() + AGAIN_MS;
      return false;
    }
  }

  /** Whether the log knows a stream that is empty here: the whole object was put back. Silence is no. */
  async isOnlyInLog(aggregateId: string): Promise<boolean> {
    if (this.#confirmed || isAhead(this.#againAt, Date.now(), AGAIN_MS)) return false;
    try {
      if ((await inTime(PATIENCE_MS, 'the log', endOf(this.db, aggregateId, 0))) !== null) return true;
      // Both are empty: there is nothing to compare until a write.
      [this.#confirmed, this.#isNew] = [true, true];
    } catch {
      this.#againAt = Date.now() + AGAIN_MS;
    }
    return false;
  }

  /** One decision at a time: a second one learns that there is nothing left to decide. @throws when the log does not answer */
  async reconcile(aggregateId: string, act: boolean, keep?: Keep, ms?: number): Promise<Reconciled> {
    if (!keep) return this.#reconcile(aggregateId, act, keep, ms);
    while (this.#deciding) await this.#deciding;
    const reconciled = this.#reconcile(aggregateId, act, keep, ms);
    this.#deciding = reconciled.catch(() => undefined).finally(() => (this.#deciding = null));
    return reconciled;
  }

  async #reconcile(aggregateId: string, act: boolean, keep?: Keep, ms?: number): Promise<Reconciled> {
    if (act) await this.#bringBack(aggregateId, ms);
    const { log_version, diverged_at } = await compareStream(this.db, this.rows, aggregateId, ms);
    const version = this.rows.version();
    const known = { aggregate_id: aggregateId, version, log_version, diverged_at };
    if (diverged_at !== null && act && keep) return this.#decide(aggregateId, diverged_at, keep, log_version);
    if (diverged_at !== null) {
      if (act) await this.#stop(aggregateId, diverged_at);
      return { ...known, outcome: 'diverged' };
    }
    if (act) await this.#goOn(aggregateId);
    if (log_version > version) {
      if (!act || (await refill(this.db, this.rows, aggregateId, ms))) return { ...known, outcome: 'refilled' };
      // Both lack the next event: what follows it fits nowhere in the stream until a person has it set aside.
      await this.#stop(aggregateId, this.rows.version() + 1);
      return { ...known, outcome: 'diverged', diverged_at: this.rows.version() + 1 };
    }
    // Events that the log has never confirmed are on their way; confirmed ones that it lacks were taken away.
    if (log_version < version && this.rows.idAt(log_version + 1) !== null) {
      const taken = this.rows.position(log_version + 1) !== null;
      if (act) await this.sayLost(log_version);
      if (act) this.rows.unpublishAfter(log_version);
      if (taken || this.rows.outbox(1).length > 0) return { ...known, outcome: 'published' };
    }
    if (act && log_version === version) await this.#learnPositions(aggregateId, ms);
    return { ...known, outcome: 'same' };
  }

  /** A stream that rests after its first event writes down its position with the next one; a life in between asks the log. */
  async #learnPositions(aggregateId: string, ms = LOG_MS): Promise<void> {
    const events = this.rows.outbox(POSITIONS);
    if (events.length === 0) return;
    const versions = events.map(({ version }) => version);
    const there = await inTime(ms, 'the log', marks(this.db, aggregateId, versions));
    const other = events.findIndex(({ version, id }) => there.get(version)?.id !== id);
    const same = other < 0 ? events : events.slice(0, other);
    this.rows.published(
      same,
      same.map(({ version }) => there.get(version)?.position ?? 0),
    );
  }

  /** Both keep what they have. The database records it for operators; the object refuses every append. */
  async #stop(aggregateId: string, at: number): Promise<void> {
    if (this.divergedAt() !== at) log('error', 'stream and log diverged', { aggregate_id: aggregateId, at });
    this.storage.kv.put('diverged', at);
    const found = [aggregateId, at, this.rows.idAt(at) ?? '', new Date().toISOString()];
    // Even when it is known already: the previous instance may have died, or the database failed, before this was written.
    await inTime(
      LOG_MS,
      'the log',
      this.db
        .prepare(DIVERGED)
        .bind(...found)
        .run(),
    );
  }

  async #goOn(aggregateId: string): Promise<void> {
    if (this.divergedAt() === null) return;
    // The row goes first: if the object forgot first and died, nothing would ever delete the row.
    const sql = 'DELETE FROM diverged_streams WHERE aggregate_id = ?1';
    await inTime(LOG_MS, 'the log', this.db.prepare(sql).bind(aggregateId).run());
    this.storage.kv.delete('diverged');
  }

  /**
   * An operator's decision. Events that give way are set aside, not deleted. A crash in between leaves a shorter stream, which
   * is refilled; that its own events return is noted in the commit that removes them.
   */
  async #decide(aggregateId: string, from: number, keep: Keep, log_version: number): Promise<Reconciled> {
    this.storage.transactionSync(() => {
      const after = this.rows.setAside(from);
      if (keep === 'both') this.storage.kv.put(BRINGING_BACK, after);
    });
    await this.#bringBack(aggregateId);
    await refill(this.db, this.rows, aggregateId);
    await this.#goOn(aggregateId);
    const version = this.rows.version();
    return {
      aggregate_id: aggregateId,
      version,
      log_version,
      outcome: 'refilled',
      diverged_at: null,
      decided: true,
    };
  }

  /** Events that the operator keeps follow everything that the log has. */
  async #bringBack(aggregateId: string, ms?: number): Promise<void> {
    const { kv } = this.storage;
    if (kv.get<number>(BRINGING_BACK) === undefined) return;
    if (!(await refill(this.db, this.rows, aggregateId, ms))) return;
    this.storage.transactionSync(() => {
      const after = kv.get<number>(BRINGING_BACK);
      if (after !== undefined) this.rows.appendAside(after);
      kv.delete(BRINGING_BACK);
    });
  }
}
