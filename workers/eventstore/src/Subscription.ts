// One Durable Object per consumer: reads the log after its checkpoint and delivers in order, at least once. The
// consumer commits its own checkpoint with its rows, so what is kept here is only a hint of where it stands:
// too low is harmless, the consumer's guard refuses and answers its own. (For `saga` and `live`, which have no
// rows, this one counts; saga objects recognise events that come twice.)
import { DurableObject } from 'cloudflare:workers';
import { TIMED_OUT, within } from '#shared/durable/within';
import type { ConsumerPort, SubscriptionName, SubscriptionStatus, WaitResult } from '#shared/ports/eventstore';
import { FaultPoint } from './chaos/FaultPoint.ts';
import type { Env } from './env.ts';
import * as store from './log/store.ts';
import type { SubscriptionObjectPort } from './subscription/port.ts';
import { pageSize, troubled, type Trouble } from './subscription/schedule.ts';
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

type Status = Omit<SubscriptionStatus, 'head' | 'lag'>;

export class Subscription extends DurableObject<Env> implements SubscriptionObjectPort {
  #state: Stored | null = this.ctx.storage.kv.get<Stored>('state') ?? null;
  #unsaved = false;
  /** The highest position that is said to exist. */
  #told = 0;
  #pumping: Promise<void> | null = null;
  #alarmAt = 0;
  readonly #waiters = new Waiters();
  readonly #faults = new FaultPoint(this.env);

  async poke(name: SubscriptionName, before: number, head: number): Promise<void> {
    this.#open(name, before);
    await this.#arm();
    this.ctx.waitUntil(this.#pump(head));
  }

  async waitFor(name: SubscriptionName, position: number, timeoutMs: number): Promise<WaitResult> {
    const state = this.#open(name, 0);
    if (state.checkpoint >= position) return { reached: true, checkpoint: state.checkpoint };
    if (state.trouble) return { reached: false, checkpoint: state.checkpoint };
    const waiting = this.#waiters.wait(position, Math.min(timeoutMs, MAX_WAIT_MS), () => state.checkpoint);
    this.ctx.waitUntil(this.#pump(position));
    return waiting;
  }

  status(name: SubscriptionName): Promise<Status> {
    return Promise.resolve(statusOf(this.#state ?? { name, checkpoint: 0, trouble: null }));
  }

  async resume(name: SubscriptionName): Promise<void> {
    const state = this.#open(name, 0);
    this.#settle(state, null);
    await this.#arm();
    this.ctx.waitUntil(this.#pump(state.checkpoint + 1));
  }

  faultsChanged(active: boolean): Promise<void> {
    this.#faults.changed(active);
    return Promise.resolve();
  }

  override async alarm(): Promise<void> {
    this.#alarmAt = 0;
    const state = this.#state;
    if (!state) return;
    const retryAt = state.trouble?.retry_at;
    if (retryAt && retryAt > Date.now()) return this.ctx.storage.setAlarm(retryAt);
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
    if (!state) return;
    if (state.trouble && (state.trouble.retry_at ?? Infinity) > Date.now()) return;
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
      this.#waiters.giveUp(state.checkpoint);
    }
  }

  /** Delivers one page. A crash after the consumer's commit leaves this checkpoint behind: the page goes out again. */
  async #deliverNext(state: Stored): Promise<boolean> {
    const limit = pageSize(state.trouble?.attempts ?? 0);
    const from = state.checkpoint;
    const events = await store.read(this.env.DB, { after: from, limit });
    const last = events.at(-1);
    if (!last) return false;

    const fault = await this.#faults.before('deliver', state.name);
    const delivered = await within(
      DELIVERY_TIMEOUT_MS,
      this.#consumer(state.name).deliver({ from, to: last.position, events }),
    );
    if (delivered === TIMED_OUT) throw new Error('the consumer did not answer in time');
    fault.after();
    if (delivered.checkpoint === from) throw new Error(`the consumer stays at ${from}`);
    state.checkpoint = delivered.checkpoint;
    this.#unsaved = true;
    // The page that failed before has passed: the next failure is another one and counts from the start.
    if (state.trouble) this.#settle(state, null);
    return true;
  }

  #consumer(name: SubscriptionName): ConsumerPort {
    const { MEDIA, ALBUM, NOTIFICATION, LIVE, SAGA } = this.env;
    return { media: MEDIA, album: ALBUM, notification: NOTIFICATION, live: LIVE, saga: SAGA }[name];
  }

  /** Notes trouble or its end, arms the retry, and tells the browsers. */
  #settle(state: Stored, trouble: Trouble | null): void {
    const changed = statusOf(state).state !== statusOf({ ...state, trouble }).state;
    state.trouble = trouble;
    this.#unsaved = true;
    this.#save();
    if (trouble?.retry_at) {
      this.#alarmAt = trouble.retry_at;
      void this.ctx.storage.setAlarm(trouble.retry_at);
    }
    if (changed) this.ctx.waitUntil(this.#tellBrowsers(state));
  }

  async #tellBrowsers(state: Stored): Promise<void> {
    const head = await store.head(this.env.DB);
    const projection = { ...statusOf(state), head, lag: head - state.checkpoint };
    // Best effort: a browser that missed it sees the state with its next fetch.
    await this.env.BROWSERS.broadcast({ type: 'projection', projection }).catch(() => undefined);
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

const statusOf = ({ name, checkpoint, trouble }: Stored): Status => ({
  name,
  checkpoint,
  state: !trouble ? 'running' : trouble.retry_at === null ? 'stopped' : 'retrying',
  attempts: trouble?.attempts ?? 0,
  last_error: trouble?.last_error ?? null,
  next_retry_at: trouble?.retry_at ? new Date(trouble.retry_at).toISOString() : null,
});
