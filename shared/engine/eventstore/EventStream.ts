// One Durable Object per aggregate: its event stream, the truth. Events, outbox and alarm are one implicit
// transaction, and with its commit an append is answered; publishing to the global log follows and is repeated until the log
// has everything (transactional outbox: microservices.io/patterns/data/transactional-outbox).
import { DurableObject } from 'cloudflare:workers';
import { isBegun, migrate } from '#shared/engine/runtime/migrate-object';
import { isAhead, rearming } from '#shared/engine/runtime/alarm';
import { inTime, TIMED_OUT, within } from '#shared/engine/runtime/deadline';
import { PAGE, within as bounded, type PageBounds } from '#shared/engine/command/stream-page';
import type { LoggedEvent } from '../event/envelope.ts';
import type {
  AppendRequest,
  AppendResult,
  Snapshot,
  SnapshotWanted,
  StreamSlice,
} from '#shared/engine/ports/eventstore';
import type { OutgoingCall } from '../runtime/outgoing-call.ts';
import { isUrgent, type StoreDefinition } from './definition.ts';
import { THE_LOG, type StoreEnv } from './env.ts';
import { EXPECTED_MS } from './log/ExpectedStreams.ts';
import { append } from './stream/append.ts';
import * as port from './stream/port.ts';
import { Publisher } from './stream/Publisher.ts';
import { StreamRows } from './stream/rows.ts';
import { LogComparison } from './stream/LogComparison.ts';
import { Snapshots } from './stream/Snapshots.ts';
import { NEW_STREAM, STREAM_SCHEMA } from './stream/schema.ts';

/**
 * The outbox alarm is the safety net when publishing right after the append did not work. It is left to fire, which costs
 * less than disarming it each time, and then writes down the positions.
 */
const OUTBOX_ALARM_MS = 1_000;
const RECONCILE_MS = 2_000;
/** A log that takes longer to promise anything is not waited for: the stream sets its own alarm. */
const EXPECT_MS = 500;

export class EventStream<Env extends StoreEnv = StoreEnv> extends DurableObject<Env> implements port.StreamPort {
  readonly #rows: StreamRows;
  readonly #snapshots: Snapshots;
  readonly #together: LogComparison;
  readonly #publisher: Publisher;
  #alarmAt = 0;
  #opened = false;

  constructor(
    ctx: DurableObjectState,
    env: Env,
    private readonly store: StoreDefinition<Env>,
  ) {
    super(ctx, env);
    if (this.#exists()) this.#open();
    this.#rows = new StreamRows(ctx.storage.sql, store.catalogue);
    this.#snapshots = new Snapshots(ctx.storage.sql);
    this.#together = new LogComparison(env.DB, ctx.storage, this.#rows, (mark) =>
      inTime(RECONCILE_MS, 'the log', env.LOG.getByName(THE_LOG).seen(mark)),
    );
    this.#publisher = new Publisher({
      rows: this.#rows,
      comparison: this.#together,
      log: () => env.LOG.getByName(THE_LOG),
      name: ctx.id.name ?? '',
      retryAt: (time) => this.#armAt(time),
      inBackground: (work) => ctx.waitUntil(work),
    });
  }

  /** A command may name a stream without events: reading it must not create storage. */
  #exists(): boolean {
    return this.#opened || isBegun(this.ctx.storage.sql);
  }

  #open(): void {
    if (!this.#opened) migrate(this.ctx.storage.sql, STREAM_SCHEMA, NEW_STREAM);
    this.#opened = true;
  }

  /**
   * Appends a batch, all or nothing, idempotent by event id.
   * A crash after the commit and before the publish leaves rows in the outbox: the alarm, armed in the same
   * transaction, publishes them at the next start. Of a new stream the log does that, which has promised it before.
   */
  async append(request: AppendRequest): Promise<AppendResult> {
    if (request.is_new && !this.#exists()) this.#together.assumeNew();
    else await this.#isOfToday(request.aggregate_id);
    const expectedUntil = await this.#expected(request);
    // The tables of a new stream and its first events are one commit.
    this.#open();
    const refusal = this.#together.refusal();
    if (refusal) return refusal;
    const decision = this.ctx.storage.transactionSync(() => append(this.#rows, request, new Date().toISOString()));
    if ('refuse' in decision) return decision.refuse;
    if ('duplicateUpTo' in decision) return this.#answer(decision.duplicateUpTo, request);
    const isExpected = decision.firstVersion === 1 && isAhead(expectedUntil, Date.now(), EXPECTED_MS);
    if (!isExpected) this.#armSoon();
    const version = decision.firstVersion + decision.write.length - 1;
    const send = () => this.#answer(version, request);
    return this.intercept({ kind: 'commit', name: request.aggregate_id, send });
  }

  /**
   * A crash after it leaves a promise about an event that was never written: the log reminds a stream that has nothing to do.
   * @returns until when the log reminds this stream of its first event
   */
  async #expected({ aggregate_id, events: [first, ...more] }: AppendRequest): Promise<number> {
    // What comes in pages is not in the log with its first event.
    if (!first || more.length > 0 || this.#exists() || !this.store.beginsAndRests?.(first)) return 0;
    const expecting = (async () => this.env.LOG.getByName(THE_LOG).expect(aggregate_id))();
    const until = await within(EXPECT_MS, expecting).catch(() => 0);
    return until === TIMED_OUT ? 0 : until;
  }

  remind(): Promise<void> {
    if (this.#exists() && this.#rows.outbox(1).length > 0) this.#armSoon();
    return Promise.resolve();
  }

  async position(version: number, withinMs: number): Promise<number | null> {
    return (await this.logged(version, withinMs))?.position ?? null;
  }

  async logged(version: number, withinMs: number, awaitedBy?: string): Promise<LoggedEvent | null> {
    if (!this.#exists() || version < 1 || version > this.#rows.version()) return null;
    const position = await this.#publisher.positionOf(version, withinMs, { awaitedBy });
    const event = position === null ? undefined : this.#rows.at(version);
    return position === null || !event ? null : { ...event, position };
  }

  async read(
    afterVersion: number,
    commandId: string | null,
    wanted?: SnapshotWanted,
    page?: PageBounds,
  ): Promise<StreamSlice> {
    const nothing = { version: 0, events: [], handled: null, ...(afterVersion > 0 ? { base_id: null } : {}) };
    await this.#isOfToday();
    if (!this.#exists()) return nothing;
    const version = this.#rows.version();
    const kept = wanted ? this.#snapshots.find(wanted) : null;
    const snapshot = kept && kept.version > afterVersion && kept.version <= version ? kept : null;
    const base = snapshot?.version ?? afterVersion;
    const { items: events, more } = this.#rows.after(base, bounded(PAGE, page));
    return {
      version,
      events,
      ...(more ? { more: true as const } : {}),
      ...(base > 0 ? { base_id: this.#rows.idAt(base) } : {}),
      handled: commandId === null ? null : this.#rows.handled(commandId),
      ...(snapshot ? { snapshot } : {}),
    };
  }

  /** What an object that was restored to an earlier state lacks is filled in before any decision reads it. */
  async #isOfToday(asked = this.ctx.id.name): Promise<void> {
    const id = (this.#exists() ? this.#rows.aggregateId() : null) ?? asked;
    if (id === undefined) return;
    if (!this.#exists()) {
      if (!(await this.#together.isOnlyInLog(id))) return;
      this.#open();
    }
    // Events that the log has lost are published again, even if this stream is never appended to.
    if ((await this.#together.confirm(id)) && this.#rows.outbox(1).length > 0) this.#armSoon();
  }

  summary(): Promise<port.StreamSummary> {
    return Promise.resolve(this.#exists() ? this.#rows.summary() : { version: 0, last_id: null, event_types: [] });
  }

  async reconcile(act: boolean, keep?: port.Keep): Promise<port.Reconciled> {
    const aggregateId = (this.#exists() ? this.#rows.aggregateId() : null) ?? this.ctx.id.name;
    if (aggregateId === undefined) return port.NOTHING_RECONCILED;
    this.#open();
    // The alarm publishes it also when this object dies first.
    if (act) this.#armSoon();
    const result = await this.#together.reconcile(aggregateId, act, keep);
    if (act && this.#rows.outbox(1).length > 0) await within(RECONCILE_MS, this.#publisher.publish());
    return result;
  }

  saveSnapshot(snapshot: Snapshot): Promise<void> {
    // One of a history that has since given way would be the state of events that this stream does not hold.
    const isOurs = this.#exists() && this.#rows.idAt(snapshot.version) === snapshot.last_id;
    if (isOurs) this.ctx.storage.transactionSync(() => this.#snapshots.keep(snapshot));
    return Promise.resolve();
  }

  /** What follows once an append has been written goes through here. */
  protected intercept<T>(call: OutgoingCall<T>): Promise<T> {
    return call.send();
  }

  /** A crash before the positions are written leaves them to the next publishing, which gets the same ones. */
  override alarm(): Promise<void> {
    this.#alarmAt = 0;
    return rearming(this.ctx.storage, OUTBOX_ALARM_MS, async () => {
      if (!this.#exists()) return;
      await this.#publisher.publish();
      this.#rows.writePositions();
      // In the same commit as the positions: once the work has returned, it would be a second one.
      if (this.#alarmAt === 0) void this.ctx.storage.deleteAlarm();
    });
  }

  async #answer(
    version: number,
    { position_within_ms: ms = 0, awaited_by, events }: AppendRequest,
  ): Promise<AppendResult> {
    const position = await this.#publisher.positionOf(version, ms, {
      awaitedBy: awaited_by,
      // Others build upon the first events of a stream: in the log these come before what they write.
      atOnce: version === events.length || isUrgent(this.store, events),
    });
    return { ok: true, version, position, created_at: this.#rows.createdAt(version) };
  }

  #armSoon(): void {
    if (!isAhead(this.#alarmAt, Date.now(), OUTBOX_ALARM_MS)) this.#armAt(Date.now() + OUTBOX_ALARM_MS);
  }

  #armAt(time: number): void {
    this.#alarmAt = time;
    void this.ctx.storage.setAlarm(time);
  }
}
