// Delivery, without the Durable Object around it: reads the log after the checkpoint, hands it to the consumer in order
// and at least once, parks what the consumer cannot take together with what follows in its partition. The consumer
// commits its own checkpoint with its rows; the one kept here is a hint, made exact by asking.
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { epochOf } from '#shared/engine/event/epoch';
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';
import type { ReadBehind } from '../log/read-behind.ts';
import type { ParkingLot } from './ParkingLot.ts';
import { isOutOfRoom } from '../../runtime/out-of-room.ts';
import { byAggregate } from './rules.ts';
import {
  isDue,
  MAX_ATTEMPTS,
  PAGES_AT_ONCE,
  pageSize,
  reasonOf,
  retryAfterFailure,
  type RetryState,
} from './schedule.ts';

/** When and how often a delivery is retried, with how many events, which ones wait behind it, and how many pages one run delivers. */
export const RULES = {
  isDue,
  pageSize,
  maxAttempts: MAX_ATTEMPTS,
  partitionOf: byAggregate,
  parks: true,
  pagesAtOnce: PAGES_AT_ONCE,
};

export interface SubscriptionState {
  name: string;
  checkpoint: number;
  /** The event there. */
  event_id?: string | null;
  trouble: RetryState | null;
}

/** All that delivery needs from outside. */
export interface Dependencies {
  /** The events after this position, ascending, without a gap. */
  read: ReadBehind;
  deliver(delivery: Delivery): Promise<Delivered>;
  /** The same without the fault switch in between: asks, or moves the checkpoint past a parked event. */
  send(delivery: Delivery): Promise<Delivered>;
  /** Where the consumer continues. @throws when the log has nothing at its checkpoint, or another event */
  verify(delivered: Delivered): Promise<Delivered>;
  parked: Pick<ParkingLot, 'heads' | 'park' | 'tookEffect'>;
  /** The checkpoint has moved. */
  moved(): void;
  /** Delivery has begun to fail, or works again: saves that, with an alarm for the next try. */
  settled(): void;
  /** The run has ended before everything was delivered: continue it at once. */
  cut(): void;
  now(): number;
  random(): number;
}

/** A page ends where an epoch does: a consumer counts positions within one epoch. */
const ofOneEpoch = (events: LoggedEvent[]): LoggedEvent[] => {
  const epoch = epochOf(events[0]?.position ?? 0);
  return events.filter(({ position }) => epochOf(position) === epoch);
};

export class SubscriptionProcessor {
  /** False until the consumer has named its checkpoint. */
  #exact = false;
  /** The highest position that is believed to exist. */
  #knownHead = 0;
  /** The highest position that `pump` was called with: the log may not have had it yet when it was read. */
  #heard = 0;
  #pumping: Promise<void> | null = null;
  /** How many this run may still deliver. */
  #pagesLeft = 0;
  /** It has delivered as many pages as it may in one run: there is more, to be continued. */
  isCut = false;

  constructor(
    readonly state: SubscriptionState,
    private readonly dependencies: Dependencies,
    private readonly rules: typeof RULES = RULES,
  ) {}

  /** Whether everything up to the known head is delivered, and the consumer has reported its checkpoint. */
  get isDone(): boolean {
    const isIdle = this.#exact && !this.state.trouble && this.#pumping === null && !this.isCut;
    return isIdle && this.state.checkpoint >= this.#heard;
  }

  /** The log or the consumer may have been restored. */
  doubt(): void {
    this.#exact = false;
  }

  /** One pump at a time, up to the highest position it was called with, or as many pages. */
  pump(head: number, pages = this.rules.pagesAtOnce): Promise<void> {
    if (!this.#pumping) this.#pagesLeft = pages;
    this.#heard = Math.max(this.#heard, head);
    this.#knownHead = Math.max(this.#knownHead, head);
    this.#pumping ??= this.#deliverAll().finally(() => (this.#pumping = null));
    return this.#pumping;
  }

  /** After a crash the known positions are forgotten: reads the log itself until there is nothing more, or it is cut. */
  async pumpAll(): Promise<void> {
    for (
      let [before, pages] = [-1, this.rules.pagesAtOnce];
      before < this.state.checkpoint;
      pages = this.#pagesLeft
    ) {
      before = this.state.checkpoint;
      await this.pump(before + 1, pages);
      if (this.state.trouble || this.isCut) return;
    }
  }

  async #deliverAll(): Promise<void> {
    const { state, dependencies } = this;
    this.isCut = false;
    if (state.trouble && !this.rules.isDue(state.trouble, dependencies.now())) return;
    try {
      // A consumer that was restored to an earlier state is found here, though there is nothing new to deliver.
      this.#knownHead = Math.max(this.#knownHead, state.checkpoint);
      if (!this.#exact) await this.#askForCheckpoint();
      while (state.checkpoint < this.#knownHead) {
        this.isCut = this.#pagesLeft-- <= 0;
        if (this.isCut) return dependencies.cut();
        if (!this.#exact) await this.#askForCheckpoint();
        const known = this.#knownHead;
        const more = await this.#deliverNext();
        // The log has nothing more, unless a call named more while it was read.
        if (!more && this.#knownHead === known) this.#knownHead = state.checkpoint;
      }
      if (state.trouble) this.#settle(null);
    } catch (error) {
      const attempts = (state.trouble?.attempts ?? 0) + 1;
      this.#settle(retryAfterFailure(attempts, error, dependencies.now(), dependencies.random()));
    }
  }

  /** Delivers one page. A crash after the consumer's commit leaves this checkpoint behind: the consumer answers with its own. */
  async #deliverNext(): Promise<boolean> {
    const { state, dependencies } = this;
    const attempts = state.trouble?.attempts ?? 0;
    const page = await dependencies.read(state.checkpoint, state.event_id ?? null, this.rules.pageSize(attempts));
    if (page === null) {
      await this.#findPlace();
      return true;
    }
    const events = ofOneEpoch(page);
    const last = events.at(-1);
    if (!last) {
      // The log goes on in another epoch: what the consumer has may be gone.
      if (epochOf(this.#knownHead) !== epochOf(state.checkpoint)) await this.#askForCheckpoint();
      return false;
    }
    // Behind a restore: what the consumer has may not be what came before these.
    if (epochOf(last.position) !== epochOf(state.checkpoint)) {
      const { checkpoint } = state;
      await this.#askForCheckpoint();
      if (state.checkpoint !== checkpoint) return true;
    }
    try {
      const from = state.checkpoint;
      const delivered = await dependencies.deliver({
        from,
        to: last.position,
        to_id: last.id,
        events: this.#sendable(events),
      });
      this.#pagesLeft -= delivered.calls ?? 0;
      if (delivered.checkpoint === from) throw new Error(`the consumer stays at ${from}`);
      // It was restored to an earlier state: what else it has lost, it says when it is asked.
      if (delivered.checkpoint < from) this.#exact = false;
      this.#goOnFrom(delivered, last);
    } catch (error) {
      // A consumer whose database is full takes no event: none of them is to blame, and all wait for room.
      if (attempts + 1 < this.rules.maxAttempts || events.length > 1 || isOutOfRoom(error)) throw error;
      await this.#giveUpOn(last, error);
    }
    // The page that failed before has passed: the next failure is another one and counts from the start.
    if (state.trouble) this.#settle(null);
    return true;
  }

  /** Events behind a parked one are parked too, before the checkpoint passes them: a crash in between loses nothing. */
  #sendable(events: LoggedEvent[]): LoggedEvent[] {
    const { dependencies } = this;
    const heads = dependencies.parked.heads(events.map((event) => this.rules.partitionOf(event)));
    if (heads.size === 0) return events;
    return events.filter((event) => {
      const partition = this.rules.partitionOf(event);
      const head = heads.get(partition);
      // The head itself: a crash cut its parking short, and only a person can help it.
      if (head === undefined || event.position < head) return true;
      if (event.position > head) this.#park(event, `waits behind position ${head}`, 0);
      return false;
    });
  }

  /**
   * An event that fails alone, while its consumer still answers, is parked. A consumer that does not even name its
   * checkpoint is out of order as a whole: nothing is parked, and it is asked again.
   */
  async #giveUpOn(event: LoggedEvent, error: unknown): Promise<void> {
    const { state, dependencies } = this;
    await this.#askForCheckpoint();
    if (state.checkpoint >= event.position) return;
    if (this.rules.parks) this.#park(event, reasonOf(error), (state.trouble?.attempts ?? 0) + 1);
    // A crash here leaves the event parked but the checkpoint unmoved; the next run skips it.
    const past = { from: state.checkpoint, to: event.position, to_id: event.id, events: [] };
    this.#goOnFrom(await dependencies.send(past), event);
  }

  /** A delivery that timed out, or was sent before a crash, may still commit: then its events are not parked. */
  #goOnFrom({ checkpoint, event_id, skipped }: Delivered, reached?: LoggedEvent): void {
    if (checkpoint === reached?.position) this.state.event_id = reached.id;
    else if (checkpoint !== this.state.checkpoint || event_id) this.state.event_id = event_id ?? null;
    if (skipped) this.dependencies.parked.tookEffect(this.state.checkpoint, checkpoint, skipped);
    this.state.checkpoint = checkpoint;
    this.dependencies.moved();
  }

  #park(event: LoggedEvent, reason: string, attempts: number): void {
    const at = new Date(this.dependencies.now()).toISOString();
    this.dependencies.parked.park(this.rules.partitionOf(event), event, reason, attempts, at);
  }

  async #askForCheckpoint(): Promise<void> {
    const at = this.state.checkpoint;
    this.#goOnFrom(await this.dependencies.verify(await this.dependencies.send({ from: at, to: at, events: [] })));
    this.#exact = true;
  }

  /** Log and consumer have different events here: what follows in the log may not continue what the consumer has. */
  async #findPlace(): Promise<void> {
    const { checkpoint, event_id } = this.state;
    await this.#askForCheckpoint();
    const stays = this.state.checkpoint === checkpoint && this.state.event_id === event_id;
    if (stays) throw new Error(`the log has another event at position ${checkpoint}`);
  }

  #settle(trouble: RetryState | null): void {
    this.state.trouble = trouble;
    this.dependencies.settled();
  }
}
