// One Durable Object per aggregate: its event stream, the truth. Events, outbox and alarm are one implicit
// transaction, and with its commit an append is answered; publishing to the global log follows and is repeated until the log
// has everything (transactional outbox: microservices.io/patterns/data/transactional-outbox).
import { DurableObject } from 'cloudflare:workers';
import { migrate } from '#shared/engine/runtime/migrate-object';
import { isAhead, rearming } from '#shared/engine/runtime/alarm';
import { inTime, pause, within } from '#shared/engine/runtime/deadline';
import { backoffMs } from '#shared/engine/runtime/backoff';
import { PAGE, within as bounded, type PageBounds } from '#shared/engine/command/stream-page';
import type { LoggedEvent, StreamEvent } from '../event/envelope.ts';
import type {
  AppendRequest,
  AppendResult,
  Snapshot,
  SnapshotWanted,
  StreamSlice,
} from '#shared/engine/ports/eventstore';
import type { OutgoingCall } from '../runtime/outgoing-call.ts';
import type { StoreDefinition } from './definition.ts';
import { THE_LOG, type StoreEnv } from './env.ts';
import type { PublishResult } from './log/port.ts';
import { append } from './stream/append.ts';
import { drainOutbox, notPublished } from './stream/drain-outbox.ts';
import * as port from './stream/port.ts';
import { StreamRows } from './stream/rows.ts';
import { LogComparison } from './stream/LogComparison.ts';
import { Snapshots } from './stream/Snapshots.ts';
import { isBegun, STREAM_SCHEMA } from './stream/schema.ts';

/**
 * The outbox alarm is the safety net when publishing right after the append did not work. It is left to fire, which costs
 * less than disarming it each time, and then writes down the positions.
 */
const OUTBOX_ALARM_MS = 1_000;
/** The log answers within its own deadlines; one publisher that waits for ever would be the last one. */
const [PUBLISH_MS, RECONCILE_MS] = [60_000, 2_000];
const RETRY = { base_ms: 50, cap_ms: 5_000 };

export class EventStream<Env extends StoreEnv = StoreEnv> extends DurableObject<Env> implements port.StreamPort {
  readonly #rows: StreamRows;
  readonly #snapshots: Snapshots;
  readonly #together: LogComparison;
  #publishing: Promise<void> | null = null;
  #failures = 0;
  #alarmAt = 0;
  /** Subscriptions that somebody waits for, since the last publishing. */
  readonly #awaitedBy = new Set<string>();
  #opened = false;

  constructor(ctx: DurableObjectState, env: Env, { catalogue }: StoreDefinition<Env>) {
    super(ctx, env);
    if (this.#exists()) this.#open();
    this.#rows = new StreamRows(ctx.storage.sql, catalogue);
    this.#snapshots = new Snapshots(ctx.storage.sql);
    this.#together = new LogComparison(env.DB, ctx.storage, this.#rows, (mark) =>
      inTime(RECONCILE_MS, 'the log', env.LOG.getByName(THE_LOG).seen(mark)),
    );
  }

  /** A command may name a stream without events: reading it must not create storage. */
  #exists(): boolean {
    return this.#opened || isBegun(this.ctx.storage.sql);
  }

  #open(): void {
    if (!this.#opened) migrate(this.ctx.storage.sql, STREAM_SCHEMA);
    this.#opened = true;
  }

  /**
   * Appends a batch, all or nothing, idempotent by event id.
   * A crash after the commit and before the publish leaves rows in the outbox: the alarm, armed in the same
   * transaction, publishes them at the next start.
   */
  async append(request: AppendRequest): Promise<AppendResult> {
    if (request.is_new && !this.#exists()) this.#together.assumeNew();
    else await this.#isOfToday(request.aggregate_id);
    // The tables of a new stream and its first events are one commit.
    this.#open();
    const refusal = this.#together.refusal();
    if (refusal) return refusal;
    const decision = this.ctx.storage.transactionSync(() => append(this.#rows, request, new Date().toISOString()));
    if ('refuse' in decision) return decision.refuse;
    const { position_within_ms: wait = 0, awaited_by } = request;
    if ('duplicateUpTo' in decision) return this.#answer(decision.duplicateUpTo, wait, awaited_by);
    this.#armSoon();
    const version = decision.firstVersion + decision.write.length - 1;
    const send = () => this.#answer(version, wait, awaited_by);
    return this.intercept({ kind: 'commit', name: request.aggregate_id, send });
  }

  async position(version: number, withinMs: number): Promise<number | null> {
    return (await this.logged(version, withinMs))?.position ?? null;
  }

  async logged(version: number, withinMs: number, awaitedBy?: string): Promise<LoggedEvent | null> {
    if (!this.#exists() || version < 1 || version > this.#rows.version()) return null;
    const position = await this.#positionOf(version, withinMs, awaitedBy);
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

  /** What an object that was put back to an earlier day lacks is filled in before anybody decides on it. */
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
    // What is to be published again is published also when this object dies before.
    if (act) this.#armSoon();
    const result = await this.#together.reconcile(aggregateId, act, keep);
    if (act && this.#rows.outbox(1).length > 0) await within(RECONCILE_MS, this.#publish());
    return result;
  }

  saveSnapshot(snapshot: Snapshot): Promise<void> {
    if (this.#exists()) this.ctx.storage.transactionSync(() => this.#snapshots.keep(snapshot));
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
      await this.#publish();
      this.#rows.writePositions();
      // One commit with the positions; when the work returns it would be another one.
      if (this.#alarmAt === 0) void this.ctx.storage.deleteAlarm();
    });
  }

  async #answer(version: number, withinMs: number, awaitedBy?: string): Promise<AppendResult> {
    const position = await this.#positionOf(version, withinMs, awaitedBy);
    return { ok: true, version, position, created_at: this.#rows.createdAt(version) };
  }

  /** Publishes what is not published yet, again and again if need be, and waits for it no longer than that. */
  async #positionOf(version: number, withinMs: number, awaitedBy?: string): Promise<number | null> {
    if (this.#rows.position(version) !== null) return this.#rows.position(version);
    if (awaitedBy !== undefined) this.#awaitedBy.add(awaitedBy);
    if (withinMs === 0) {
      this.ctx.waitUntil(this.#publish());
      return null;
    }
    let over = false;
    const timer = setTimeout(() => (over = true), withinMs);
    try {
      while (!over && this.#rows.position(version) === null) {
        await within(withinMs, this.#publish());
        if (this.#rows.position(version) === null) await pause(RETRY.base_ms);
      }
      return this.#rows.position(version);
    } finally {
      clearTimeout(timer);
    }
  }

  /** One publisher at a time. It reads the outbox again after every page, so it also takes events appended since. */
  #publish(): Promise<void> {
    this.#publishing ??= this.#drainOutbox().finally(() => (this.#publishing = null));
    return this.#publishing;
  }

  async #drainOutbox(): Promise<void> {
    const aggregateId = this.#rows.aggregateId();
    if (aggregateId !== null) await this.#together.confirm(aggregateId);
    if (this.#together.divergedAt() !== null) return;
    const drained = await drainOutbox(this.#rows, (events) =>
      this.#publishPage(events).catch((error: unknown) => notPublished(events, error)),
    );
    if (drained) {
      if (this.#failures > 0) this.#sayOutbox(0);
      this.#failures = 0;
    } else {
      this.#armAt(Date.now() + backoffMs(RETRY, this.#failures++, Math.random()));
      this.#sayOutbox(this.#rows.outboxDepth());
    }
  }

  async #publishPage(events: StreamEvent[]): Promise<PublishResult> {
    const log = this.env.LOG.getByName(THE_LOG);
    const about = { awaitedBy: [...this.#awaitedBy], isNew: this.#together.takeIsNew() };
    this.#awaitedBy.clear();
    const published = log.publish(events[0]?.aggregate_id ?? '', events, about);
    const result = await inTime(PUBLISH_MS, 'the log', published);
    // Put back, one of the two, while this object lived: look again.
    if (!result.ok && (result.code === 'diverged' || result.code === 'gap')) this.#together.doubt();
    if (!result.ok && result.code === 'gap') await this.#together.sayLost(result.last_version);
    return result;
  }

  #armSoon(): void {
    if (!isAhead(this.#alarmAt, Date.now(), OUTBOX_ALARM_MS)) this.#armAt(Date.now() + OUTBOX_ALARM_MS);
  }

  #armAt(time: number): void {
    this.#alarmAt = time;
    void this.ctx.storage.setAlarm(time);
  }

  /** For people who look for what is stuck. Only after a failed publish, and best effort: the alarm is what heals. */
  #sayOutbox(events: number): void {
    const saying = async () => this.env.LOG.getByName(THE_LOG).outboxHolds(this.ctx.id.name ?? '', events);
    this.ctx.waitUntil(saying().catch(() => undefined));
  }
}
