// One Durable Object per consumer: the shell around delivery (subscription/SubscriptionProcessor.ts). It keeps the checkpoint's hint
// and the parked events, and has an alarm ahead while there is work. For consumers without rows its checkpoint is the one
// that counts; such a consumer has to recognise events that come twice.
import type { ConsumerPort, Delivered, Delivery } from '#shared/engine/ports/consumer';
import { DurableObject } from 'cloudflare:workers';
import { migrate } from '#shared/engine/migrate-object';
import type { LoggedEvent } from '#shared/engine/envelope';
import type { ParkedEvent, WaitResult } from '#shared/engine/ports/eventstore';
import { isAhead, rearming } from '#shared/engine/alarm';
import type { OutgoingCall } from '../outgoing-call.ts';
import { FlightRecorder, type Note } from './flight-recorder.ts';
import { subscriptionOf, type StoreDefinition } from './definition.ts';
import type { StoreEnv } from './env.ts';
import * as log from './log/store.ts';
import { inTime } from '#shared/engine/deadline';
import { leases } from '#shared/engine/lease';
import { Tail } from './log/RecentEvents.ts';
import { Deliverer, RULES, type Standing, type Surroundings } from './subscription/SubscriptionProcessor.ts';
import { afterLateAnswer, answerOf } from './subscription/late-reply.ts';
import { PARKING_SCHEMA, ParkingLot } from './subscription/ParkingLot.ts';
import type { Status, SubscriptionObjectPort } from './subscription/port.ts';
import { retry, type Replayed } from './subscription/retry-parked.ts';
import { byAggregate } from './subscription/rules.ts';
import { isDue } from './subscription/schedule.ts';
import { Waiters } from './subscription/Waiters.ts';

/** While there is work an alarm stands this far ahead: it goes on after a crash, and saves the checkpoint. */
const SAFETY_ALARM_MS = 1_000;
export const DELIVERY_TIMEOUT_MS = 30_000;
const MAX_WAIT_MS = 10_000;
/** So long a repair waits for a delivery under way to pass what is parked with it. */
const PASSING_MS = 2_000;

export class Subscription<Env extends StoreEnv = StoreEnv>
  extends DurableObject<Env>
  implements SubscriptionObjectPort
{
  readonly #parked: ParkingLot;
  readonly #waiters = new Waiters();
  readonly #recorder = new FlightRecorder();
  readonly #tail: Tail;
  /** The partitions of which something is being tried again. */
  readonly #retrying = leases(2 * DELIVERY_TIMEOUT_MS);
  #deliverer: Deliverer | null = null;
  #unsaved = false;
  #alarmAt = 0;

  constructor(
    ctx: DurableObjectState,
    env: Env,
    private readonly store: StoreDefinition<Env>,
  ) {
    super(ctx, env);
    migrate(ctx.storage.sql, PARKING_SCHEMA);
    this.#parked = new ParkingLot(ctx.storage.sql, store.catalogue);
    this.#tail = new Tail(store.catalogue);
    const stored = ctx.storage.kv.get<Standing>('state');
    if (stored) this.#deliverer = this.#delivererFrom(stored);
  }

  async poke(name: string, before: number, head: number, events: LoggedEvent[]): Promise<void> {
    const deliverer = this.#open(name, before);
    this.#tail.add(events);
    await this.#arm();
    this.ctx.waitUntil(deliverer.pump(head));
  }

  async waitFor(name: string, position: number, timeoutMs: number): Promise<WaitResult> {
    const deliverer = this.#open(name, 0);
    const { state } = deliverer;
    if (state.checkpoint >= position) return { reached: true, checkpoint: state.checkpoint };
    const waiting = this.#waiters.wait(position, Math.min(timeoutMs, MAX_WAIT_MS), () => state.checkpoint);
    this.ctx.waitUntil(deliverer.pump(position));
    return waiting;
  }

  status(name: string): Promise<Status> {
    return Promise.resolve(this.#status(this.#deliverer?.state ?? { name, checkpoint: 0, trouble: null }));
  }

  parked(name: string, limit: number, after = 0): Promise<ParkedEvent[]> {
    return Promise.resolve(this.#parked.list(name, this.#checkpoint(), limit, after));
  }

  parkedAt(name: string, position: number): Promise<ParkedEvent | null> {
    const [found] = this.#parked.list(name, Math.min(position, this.#checkpoint()), 1, position - 1);
    return Promise.resolve(found ?? null);
  }

  partitions(after: string, limit: number): Promise<{ partition_key: string; last: number }[]> {
    return Promise.resolve(this.#parked.partitions(this.#checkpoint(), after, limit));
  }

  /** One at a time in a partition, so that of two who try, or try and give up, each is told what became of it. */
  async retryParked(name: string, position: number): Promise<Replayed> {
    const partition = this.#parked.at(position)?.partition_key;
    if (partition === undefined) return { delivered: 0, failed: null };
    const lease = this.#retrying(partition, Date.now());
    if (!lease) return { delivered: 0, failed: 'it is being tried already' };
    try {
      return await retry(
        this.#parked,
        position,
        this.#checkpoint(),
        (event) => {
          lease.renew(Date.now());
          return this.#within(this.#consumer(name).deliverParked(event));
        },
        async (next) => (await this.waitFor(name, next, PASSING_MS)).reached,
      );
    } finally {
      lease.release();
      this.ctx.waitUntil(this.#announce());
    }
  }

  giveUp(position: number): Promise<boolean> {
    const lease = this.#retrying(this.#parked.at(position)?.partition_key ?? '', Date.now());
    if (lease) this.#parked.giveUp(position);
    lease?.release();
    return Promise.resolve(lease !== null);
  }

  async discardParked(_name: string, position: number): Promise<void> {
    if (position > this.#checkpoint()) return;
    this.#parked.remove(position);
    this.ctx.waitUntil(this.#announce());
  }

  /** Every call to others goes through here. */
  protected intercept<T>(call: OutgoingCall<T>): Promise<T> {
    return call.send();
  }

  flow(since: number): Promise<{ refused: number; notes: Note[] }> {
    return Promise.resolve(this.#recorder.watched(since));
  }

  override alarm(): Promise<void> {
    this.#alarmAt = 0;
    return rearming(this.ctx.storage, SAFETY_ALARM_MS, () => this.#goOn());
  }

  async #goOn(): Promise<void> {
    if (!this.#deliverer) return;
    const { state } = this.#deliverer;
    if (state.trouble && !isDue(state.trouble, Date.now())) return this.#armAt(state.trouble.retry_at);
    // What was told in memory does not survive a crash: look into the log for anything at all, as long as there is more.
    for (let before = -1; before < state.checkpoint;) {
      before = state.checkpoint;
      await this.#deliverer.pump(before + 1);
      if (state.trouble) break;
    }
    this.#save();
  }

  /** Known from the first call on, also after a crash: the alarm must know whose it is. */
  #open(name: string, before: number): Deliverer {
    if (this.#deliverer) return this.#deliverer;
    const { startsAtHead } = subscriptionOf(this.store, name);
    this.#deliverer = this.#delivererFrom({ name, checkpoint: startsAtHead ? before : 0, trouble: null });
    this.#unsaved = true;
    this.#save();
    return this.#deliverer;
  }

  #delivererFrom(standing: Standing): Deliverer {
    const { partition = byAggregate, parks = true } = subscriptionOf(this.store, standing.name);
    const consumer = this.#consumer(standing.name);
    const surroundings: Surroundings = {
      read: async (after, limit) =>
        this.#tail.after(after, limit) ??
        inTime(log.LOG_MS, 'the log', log.read(this.store.catalogue, this.env.DB, { after, limit })),
      tell: (delivery) => this.#within(consumer.deliver(delivery)),
      deliver: (delivery) => this.#deliver(standing.name, delivery),
      parked: this.#parked,
      moved: () => {
        this.#unsaved = true;
        this.#waiters.passed(standing.checkpoint);
      },
      settled: () => this.#settled(standing),
      now: Date.now,
      random: Math.random,
    };
    return new Deliverer(standing, surroundings, { ...RULES, partitionOf: partition, parks });
  }

  async #deliver(name: string, delivery: Delivery): Promise<Delivered> {
    const consumer = this.#consumer(name);
    const late = (delivered: Delivered) =>
      this.ctx.waitUntil(afterLateAnswer(this.#parked, delivery, delivered, (at) => this.retryParked(name, at)));
    const send = () => this.#within(this.#recorder.delivery(delivery, consumer.deliver(delivery)), late);
    return this.intercept({ kind: 'deliver', name, send, delivery, consumer });
  }

  #within<T>(work: Promise<T>, late?: (answer: T) => void): Promise<T> {
    return answerOf(DELIVERY_TIMEOUT_MS, work, late);
  }

  #consumer(name: string): ConsumerPort {
    return subscriptionOf(this.store, name).consumer(this.env);
  }

  #settled({ trouble }: Standing): void {
    this.#unsaved = true;
    this.#save();
    if (trouble) void this.#armAt(trouble.retry_at);
    this.ctx.waitUntil(this.#announce());
  }

  async #announce(): Promise<void> {
    if (!this.#deliverer) return;
    const head = await log.head(this.env.DB);
    const status = this.#status(this.#deliverer.state);
    // Best effort: who missed it sees the state with the next look.
    const news = { ...status, head, lag: head - status.checkpoint };
    await this.store.announce?.(this.env, news).catch(() => undefined);
  }

  #checkpoint(): number {
    return this.#deliverer?.state.checkpoint ?? 0;
  }

  #status({ name, checkpoint, trouble }: Standing): Status {
    return {
      name,
      checkpoint,
      state: trouble ? 'retrying' : 'running',
      parked: this.#parked.count(checkpoint),
      attempts: trouble?.attempts ?? 0,
      last_error: trouble?.last_error ?? null,
      next_retry_at: trouble ? new Date(trouble.retry_at).toISOString() : null,
    };
  }

  #save(): void {
    if (!this.#unsaved || !this.#deliverer) return;
    this.ctx.storage.kv.put('state', this.#deliverer.state);
    this.#unsaved = false;
  }

  async #arm(): Promise<void> {
    if (!isAhead(this.#alarmAt, Date.now(), SAFETY_ALARM_MS)) await this.#armAt(Date.now() + SAFETY_ALARM_MS);
  }

  #armAt(at: number): Promise<void> {
    this.#alarmAt = at;
    return this.ctx.storage.setAlarm(at);
  }
}
