// One Durable Object per consumer: the shell around delivery (subscription/SubscriptionProcessor.ts). It keeps the checkpoint's hint
// and the parked events, and has an alarm ahead while there is work. For `saga` and `live`, which have no rows, its
// checkpoint is the one that counts; saga objects recognise events that come twice.
import { DurableObject } from 'cloudflare:workers';
import { migrate } from '#shared/engine/migrate-object';
import type { LoggedEvent } from '#shared/engine/envelope';
import type {
  ConsumerPort,
  Delivered,
  Delivery,
  ParkedEvent,
  SubscriptionName,
  WaitResult,
} from '#shared/engine/ports/eventstore';
import { isAhead } from '#shared/engine/alarm';
import { AppliedPast, laterHalf } from '../faults/deliveries.ts';
import { FaultPoint } from '../faults/FaultPoint.ts';
import type { Env } from './env.ts';
import * as store from './log/store.ts';
import { Tail } from './log/RecentEvents.ts';
import { Deliverer, type Standing } from './subscription/SubscriptionProcessor.ts';
import { afterLateAnswer, answerOf } from './subscription/late-reply.ts';
import { PARKING_SCHEMA, ParkingLot } from './subscription/ParkingLot.ts';
import type { Status, SubscriptionObjectPort } from './subscription/port.ts';
import { retry, type Replayed } from './subscription/retry-parked.ts';
import { isDue } from './subscription/schedule.ts';
import { Waiters } from './subscription/Waiters.ts';

/** While there is work an alarm stands this far ahead: it goes on after a crash, and saves the checkpoint. */
const SAFETY_ALARM_MS = 1_000;
const DELIVERY_TIMEOUT_MS = 30_000;
const MAX_WAIT_MS = 10_000;
/** So long a repair waits for a delivery under way to pass what is parked with it. */
const PASSING_MS = 2_000;

export class Subscription extends DurableObject<Env> implements SubscriptionObjectPort {
  readonly #parked = new ParkingLot(this.ctx.storage.sql);
  readonly #waiters = new Waiters();
  readonly #faults = new FaultPoint(this.env, () => this.ctx.abort('fault switch'));
  readonly #tail = new Tail();
  readonly #past = new AppliedPast();
  #deliverer: Deliverer | null = null;
  #unsaved = false;
  #alarmAt = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage.sql, PARKING_SCHEMA);
    const stored = ctx.storage.kv.get<Standing>('state');
    if (stored) this.#deliverer = this.#delivererFrom(stored);
  }

  async poke(name: SubscriptionName, before: number, head: number, events: LoggedEvent[]): Promise<void> {
    const deliverer = this.#open(name, before);
    this.#tail.add(events);
    await this.#arm();
    this.ctx.waitUntil(deliverer.pump(head));
  }

  async waitFor(name: SubscriptionName, position: number, timeoutMs: number): Promise<WaitResult> {
    const deliverer = this.#open(name, 0);
    const { state } = deliverer;
    if (state.checkpoint >= position) return { reached: true, checkpoint: state.checkpoint };
    const waiting = this.#waiters.wait(position, Math.min(timeoutMs, MAX_WAIT_MS), () => state.checkpoint);
    this.ctx.waitUntil(deliverer.pump(position));
    return waiting;
  }

  status(name: SubscriptionName): Promise<Status> {
    return Promise.resolve(this.#status(this.#deliverer?.state ?? { name, checkpoint: 0, trouble: null }));
  }

  parked(name: SubscriptionName, limit: number): Promise<ParkedEvent[]> {
    return Promise.resolve(this.#parked.list(name, this.#checkpoint(), limit));
  }

  async retryParked(name: SubscriptionName, position: number): Promise<Replayed> {
    const result = await retry(
      this.#parked,
      position,
      this.#checkpoint(),
      (event) => this.#within(this.#consumer(name).deliverParked(event)),
      async (next) => (await this.waitFor(name, next, PASSING_MS)).reached,
    );
    this.ctx.waitUntil(this.#tellBrowsers());
    return result;
  }

  async discardParked(_name: SubscriptionName, position: number): Promise<void> {
    if (position > this.#checkpoint()) return;
    this.#parked.remove(position);
    this.ctx.waitUntil(this.#tellBrowsers());
  }

  faultsChanged(active: boolean): Promise<void> {
    this.#faults.changed(active);
    return Promise.resolve();
  }

  override async alarm(): Promise<void> {
    this.#alarmAt = 0;
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
  #open(name: SubscriptionName, before: number): Deliverer {
    if (this.#deliverer) return this.#deliverer;
    // The live feed has no past: it starts at the head.
    this.#deliverer = this.#delivererFrom({ name, checkpoint: name === 'live' ? before : 0, trouble: null });
    this.#unsaved = true;
    this.#save();
    return this.#deliverer;
  }

  #delivererFrom(standing: Standing): Deliverer {
    const consumer = this.#consumer(standing.name);
    return new Deliverer(standing, {
      read: async (after, limit) => this.#tail.after(after, limit) ?? store.read(this.env.DB, { after, limit }),
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
    });
  }

  async #deliver(name: SubscriptionName, delivery: Delivery): Promise<Delivered> {
    const consumer = this.#consumer(name);
    const late = (delivered: Delivered) =>
      this.ctx.waitUntil(afterLateAnswer(this.#parked, delivery, delivered, (at) => this.retryParked(name, at)));
    return this.#faults.around('deliver', name, () => this.#within(consumer.deliver(delivery), late), {
      overtake: () => this.#within(consumer.deliver(laterHalf(delivery))),
      applyAgain: () => this.#past.applyAgain(delivery, consumer),
    });
  }

  #within<T>(work: Promise<T>, late?: (answer: T) => void): Promise<T> {
    return answerOf(DELIVERY_TIMEOUT_MS, work, late);
  }

  #consumer(name: SubscriptionName): ConsumerPort {
    const { MEDIA, ALBUM, NOTIFICATION, LIVE, SAGA } = this.env;
    return { media: MEDIA, album: ALBUM, notification: NOTIFICATION, live: LIVE, saga: SAGA }[name];
  }

  #settled({ trouble }: Standing): void {
    this.#unsaved = true;
    this.#save();
    if (trouble) void this.#armAt(trouble.retry_at);
    this.ctx.waitUntil(this.#tellBrowsers());
  }

  async #tellBrowsers(): Promise<void> {
    if (!this.#deliverer) return;
    const head = await store.head(this.env.DB);
    const status = this.#status(this.#deliverer.state);
    const projection = { ...status, head, lag: head - status.checkpoint };
    // Best effort: a browser that missed it sees the state with its next fetch.
    await this.env.BROWSERS.broadcast({ type: 'projection', projection }).catch(() => undefined);
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
