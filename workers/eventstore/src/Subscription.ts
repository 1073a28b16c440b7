// One Durable Object per consumer: reads the log after its checkpoint and delivers in order, at least once. The
// consumer commits its own checkpoint with its rows; the one kept here is a hint, made exact by asking the consumer
// when this object starts. (For `saga` and `live`, which have no rows, this one counts; saga objects recognise events
// that come twice.) An event that its consumer cannot take is parked together with what follows in its partition.
import { DurableObject } from 'cloudflare:workers';
import { migrate } from '#shared/durable/migrate';
import { TIMED_OUT, within } from '#shared/durable/within';
import type { LoggedEvent } from '#shared/events/envelope';
import type { ConsumerPort, Delivery, ParkedEvent, SubscriptionName, WaitResult } from '#shared/ports/eventstore';
import { AppliedPast, laterHalf } from './chaos/deliveries.ts';
import { FaultPoint } from './chaos/FaultPoint.ts';
import type { Env } from './env.ts';
import * as store from './log/store.ts';
import { PARKING_SCHEMA, ParkingLot } from './subscription/ParkingLot.ts';
import { partitionOf } from './subscription/partition.ts';
import type { Status, SubscriptionObjectPort } from './subscription/port.ts';
import { replay } from './subscription/replay.ts';
import { MAX_ATTEMPTS, pageSize, reasonOf, troubled, type Trouble } from './subscription/schedule.ts';
import { Waiters } from './subscription/Waiters.ts';

/** While there is work an alarm stands this far ahead: it goes on after a crash, and saves the checkpoint. */
const SAFETY_ALARM_MS = 1_000;
const DELIVERY_TIMEOUT_MS = 30_000;
const MAX_WAIT_MS = 10_000;

interface Stored {
  name: SubscriptionName;
  checkpoint: number;
  trouble: Trouble | null;
}

export class Subscription extends DurableObject<Env> implements SubscriptionObjectPort {
  #state: Stored | null = this.ctx.storage.kv.get<Stored>('state') ?? null;
  readonly #parked = new ParkingLot(this.ctx.storage.sql);
  readonly #waiters = new Waiters();
  readonly #past = new AppliedPast();
  readonly #faults = new FaultPoint(this.env, () => this.ctx.abort('fault switch'));
  /** False until the consumer has said where it stands. */
  #exact = false;
  #unsaved = false;
  /** The highest position that is said to exist. */
  #told = 0;
  #pumping: Promise<void> | null = null;
  #alarmAt = 0;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    migrate(ctx.storage.sql, PARKING_SCHEMA);
  }

  async poke(name: SubscriptionName, before: number, head: number): Promise<void> {
    this.#open(name, before);
    await this.#arm();
    this.ctx.waitUntil(this.#pump(head));
  }

  async waitFor(name: SubscriptionName, position: number, timeoutMs: number): Promise<WaitResult> {
    const state = this.#open(name, 0);
    if (state.checkpoint >= position) return { reached: true, checkpoint: state.checkpoint };
    const waiting = this.#waiters.wait(position, Math.min(timeoutMs, MAX_WAIT_MS), () => state.checkpoint);
    this.ctx.waitUntil(this.#pump(position));
    return waiting;
  }

  status(name: SubscriptionName): Promise<Status> {
    return Promise.resolve(this.#status(this.#state ?? { name, checkpoint: 0, trouble: null }));
  }

  parked(name: SubscriptionName, limit: number): Promise<ParkedEvent[]> {
    return Promise.resolve(this.#parked.list(name, limit));
  }

  async retryParked(name: SubscriptionName, position: number): Promise<{ delivered: number; failed: string | null }> {
    const state = this.#open(name, 0);
    const result = await replay(this.#parked, position, (event) =>
      this.#within(this.#consumer(name).deliverParked(event)),
    );
    this.ctx.waitUntil(this.#tellBrowsers(state));
    return result;
  }

  async discardParked(name: SubscriptionName, position: number): Promise<void> {
    this.#parked.remove(position);
    this.ctx.waitUntil(this.#tellBrowsers(this.#open(name, 0)));
  }

  faultsChanged(active: boolean): Promise<void> {
    this.#faults.changed(active);
    return Promise.resolve();
  }

  override async alarm(): Promise<void> {
    this.#alarmAt = 0;
    const state = this.#state;
    if (!state) return;
    if (state.trouble && state.trouble.retry_at > Date.now())
      return this.ctx.storage.setAlarm(state.trouble.retry_at);
    // What was told in memory does not survive a crash: look into the log for anything at all.
    await this.#pump(state.checkpoint + 1);
    this.#save();
  }

  #open(name: SubscriptionName, before: number): Stored {
    // The live feed has no past: it starts at the head.
    this.#state ??= { name, checkpoint: name === 'live' ? before : 0, trouble: null };
    return this.#state;
  }

  /** One pump at a time, up to the highest position that anybody told of. */
  #pump(told: number): Promise<void> {
    this.#told = Math.max(this.#told, told);
    this.#pumping ??= this.#deliverAll().finally(() => (this.#pumping = null));
    return this.#pumping;
  }

  async #deliverAll(): Promise<void> {
    const state = this.#state;
    if (!state || (state.trouble && state.trouble.retry_at > Date.now())) return;
    try {
      while (state.checkpoint < this.#told) {
        const told = this.#told;
        const more = await this.#deliverNext(state);
        this.#waiters.passed(state.checkpoint);
        // The log has nothing yet, unless somebody told of more while it was being read.
        if (!more && this.#told === told) this.#told = state.checkpoint;
      }
      if (state.trouble) this.#settle(state, null);
    } catch (error) {
      const attempts = (state.trouble?.attempts ?? 0) + 1;
      this.#settle(state, troubled(attempts, error, Date.now(), Math.random()));
    }
  }

  /** Delivers one page. A crash after the consumer's commit leaves this checkpoint behind: the consumer says so. */
  async #deliverNext(state: Stored): Promise<boolean> {
    if (!this.#exact) await this.#askWhereItStands(state);
    const attempts = state.trouble?.attempts ?? 0;
    const events = await store.read(this.env.DB, { after: state.checkpoint, limit: pageSize(attempts) });
    const last = events.at(-1);
    if (!last) return false;
    try {
      const to = last.position;
      await this.#deliver(state, { from: state.checkpoint, to, events: this.#sendable(state.name, events) });
    } catch (error) {
      if (attempts + 1 < MAX_ATTEMPTS || events.length > 1) throw error;
      await this.#giveUpOn(state, last, error);
    }
    // The page that failed before has passed: the next failure is another one and counts from the start.
    if (state.trouble) this.#settle(state, null);
    return true;
  }

  async #deliver(state: Stored, delivery: Delivery): Promise<void> {
    const consumer = this.#consumer(state.name);
    const { checkpoint } = await this.#faults.around('deliver', state.name, () => this.#within(consumer.deliver(delivery)), {
      overtake: () => this.#within(consumer.deliver(laterHalf(delivery))),
      applyAgain: () => this.#past.applyAgain(delivery, consumer),
    });
    if (checkpoint === delivery.from) throw new Error(`the consumer stays at ${checkpoint}`);
    state.checkpoint = checkpoint;
    this.#unsaved = true;
  }

  /** What stands behind a parked event is parked too, before the checkpoint passes it: a crash in between loses nothing. */
  #sendable(name: SubscriptionName, events: LoggedEvent[]): LoggedEvent[] {
    const heads = this.#parked.heads(events.map((event) => partitionOf(name, event)));
    if (heads.size === 0) return events;
    return events.filter((event) => {
      const partition = partitionOf(name, event);
      const head = heads.get(partition);
      if (head === undefined) return true;
      this.#parked.park(partition, event, `waits behind position ${head}`, 0, new Date().toISOString());
      return false;
    });
  }

  /**
   * An event that fails alone, while its consumer answers otherwise, is parked. A consumer that does not even say where
   * it stands is out of order as a whole: nothing is parked, it is asked again. The live feed drops.
   */
  async #giveUpOn(state: Stored, event: LoggedEvent, error: unknown): Promise<void> {
    await this.#askWhereItStands(state);
    if (state.checkpoint >= event.position) return;
    const partition = partitionOf(state.name, event);
    const { attempts = 0 } = state.trouble ?? {};
    if (state.name !== 'live')
      this.#parked.park(partition, event, reasonOf(error), attempts + 1, new Date().toISOString());
    const { checkpoint } = await this.#within(
      this.#consumer(state.name).deliver({ from: state.checkpoint, to: event.position, events: [] }),
    );
    state.checkpoint = checkpoint;
  }

  async #askWhereItStands(state: Stored): Promise<void> {
    const { checkpoint: at } = state;
    const said = await this.#within(this.#consumer(state.name).deliver({ from: at, to: at, events: [] }));
    state.checkpoint = said.checkpoint;
    this.#exact = true;
  }

  async #within<T>(work: Promise<T>): Promise<T> {
    const answer = await within(DELIVERY_TIMEOUT_MS, work);
    if (answer === TIMED_OUT) throw new Error('the consumer did not answer in time');
    return answer;
  }

  #consumer(name: SubscriptionName): ConsumerPort {
    const { MEDIA, ALBUM, NOTIFICATION, LIVE, SAGA } = this.env;
    return { media: MEDIA, album: ALBUM, notification: NOTIFICATION, live: LIVE, saga: SAGA }[name];
  }

  /** Notes trouble or its end, arms the retry, and tells the browsers. */
  #settle(state: Stored, trouble: Trouble | null): void {
    state.trouble = trouble;
    this.#unsaved = true;
    this.#save();
    if (trouble) {
      this.#alarmAt = trouble.retry_at;
      void this.ctx.storage.setAlarm(trouble.retry_at);
    }
    this.ctx.waitUntil(this.#tellBrowsers(state));
  }

  async #tellBrowsers(state: Stored): Promise<void> {
    const head = await store.head(this.env.DB);
    const projection = { ...this.#status(state), head, lag: head - state.checkpoint };
    // Best effort: a browser that missed it sees the state with its next fetch.
    await this.env.BROWSERS.broadcast({ type: 'projection', projection }).catch(() => undefined);
  }

  #status({ name, checkpoint, trouble }: Stored): Status {
    return {
      name,
      checkpoint,
      state: trouble ? 'retrying' : 'running',
      parked: this.#parked.count(),
      attempts: trouble?.attempts ?? 0,
      last_error: trouble?.last_error ?? null,
      next_retry_at: trouble ? new Date(trouble.retry_at).toISOString() : null,
    };
  }

  #save(): void {
    if (!this.#unsaved || !this.#state) return;
    this.ctx.storage.kv.put('state', this.#state);
    this.#unsaved = false;
  }

  async #arm(): Promise<void> {
    if (this.#alarmAt > Date.now()) return;
    this.#alarmAt = Date.now() + SAFETY_ALARM_MS;
    await this.ctx.storage.setAlarm(this.#alarmAt);
  }
}
