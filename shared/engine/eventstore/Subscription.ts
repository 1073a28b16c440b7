// One Durable Object per consumer: the shell around delivery (subscription/SubscriptionProcessor.ts). It keeps the checkpoint's hint
// and the parked events, and has an alarm ahead while there is work. For consumers without rows its checkpoint is the one
// that counts; such a consumer has to recognise events that come twice.
import type { ConsumerPort, Delivered, Delivery } from '#shared/engine/ports/consumer';
import { DurableObject } from 'cloudflare:workers';
import { migrate } from '#shared/engine/runtime/migrate-object';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { ParkedEvent, WaitResult } from '#shared/engine/ports/eventstore';
import { isAhead, rearming } from '#shared/engine/runtime/alarm';
import type { OutgoingCall } from '../runtime/outgoing-call.ts';
import { FlightRecorder, type Note } from './flight-recorder.ts';
import { readModelOf, subscriptionOf, type StoreDefinition } from './definition.ts';
import type { StoreEnv } from './env.ts';
import type { Mark } from './log/restore-mark.ts';
import { remembering } from './log/read-behind.ts';
import * as log from './log/store.ts';
import { within } from '#shared/engine/runtime/deadline';
import { announce } from './subscription/announce.ts';
import { PlaceInLog } from './subscription/PlaceInLog.ts';
import * as anew from './subscription/start-over.ts';
import { RecentEvents } from './log/RecentEvents.ts';
import { RULES, SubscriptionProcessor } from './subscription/SubscriptionProcessor.ts';
import type { Dependencies, SubscriptionState } from './subscription/SubscriptionProcessor.ts';
import { loggingFailure, loggingParked } from './subscription/log-failures.ts';
import { lateReply, answerOf } from './subscription/late-reply.ts';
import { PARKING_SCHEMA, ParkingLot } from './subscription/ParkingLot.ts';
import { placeOf, statusOf, type Status, type SubscriptionObjectPort as Port } from './subscription/port.ts';
import { ParkedRepairs } from './subscription/ParkedRepairs.ts';
import { SelfRepair } from './subscription/SelfRepair.ts';
import type { RetryResult } from './subscription/retry-parked.ts';
import { byAggregate, hasUrgent } from './subscription/rules.ts';
import { inTurn } from './subscription/in-turn.ts';
import { isDue } from './subscription/schedule.ts';
import { Waiters } from './subscription/Waiters.ts';

/** While there is work, an alarm is set this far ahead: it resumes delivery after a crash, and saves the checkpoint. */
const SAFETY_ALARM_MS = 1_000;
export const DELIVERY_TIMEOUT_MS = 30_000;
const [MAX_WAIT_MS, ASK_MS, ASK_AGAIN_MS, PASSING_MS] = [10_000, 1_000, 5_000, 2_000];

export class Subscription<Env extends StoreEnv = StoreEnv> extends DurableObject<Env> implements Port {
  readonly #parked: ParkingLot;
  readonly #waiters = new Waiters();
  readonly #recorder = new FlightRecorder();
  readonly #tail: RecentEvents;
  readonly #repairs: ParkedRepairs;
  readonly #itself: SelfRepair;
  #processor: SubscriptionProcessor | null = null;
  readonly #place = new PlaceInLog(this.env, this.ctx.storage.kv, () => void this.#armAt(Date.now()));
  #unsaved = false;
  #alarmAt = 0;
  #askedUntil = 0;

  constructor(
    ctx: DurableObjectState,
    env: Env,
    private readonly store: StoreDefinition<Env>,
  ) {
    super(ctx, env);
    migrate(ctx.storage.sql, PARKING_SCHEMA);
    this.#parked = new ParkingLot(ctx.storage.sql, store.catalogue);
    this.#repairs = new ParkedRepairs(this.#parked, 2 * DELIVERY_TIMEOUT_MS);
    this.#itself = new SelfRepair(ctx.storage.kv, this.#parked);
    this.#tail = new RecentEvents(store.catalogue);
    const stored = ctx.storage.kv.get<SubscriptionState>('state');
    this.#processor = stored ? this.#processorFrom(stored) : null;
  }

  async notify(...[name, before, head, events, isAwaited]: Parameters<Port['notify']>): Promise<void> {
    const processor = this.#open(name, before);
    if (isAwaited) this.#waiters.expect(before, head);
    // The log answers otherwise than before: it was restored while this object ran.
    if (!this.#tail.add(events)) processor.doubt();
    await this.#arm();
    this.ctx.waitUntil(processor.pump(head));
  }

  async waitFor(name: string, position: number, timeoutMs: number, event?: LoggedEvent): Promise<WaitResult> {
    const processor = this.#open(name, 0);
    const { state } = processor;
    await this.#askNowAndThen();
    if (await this.#place.isLost(position)) return { reached: false, checkpoint: state.checkpoint, lost: true };
    if (this.#shown() >= position) return { reached: true, checkpoint: state.checkpoint };
    // The very next one need not be read from the log.
    if (event && position === state.checkpoint + 1) this.#tail.add([event]);
    this.ctx.waitUntil(processor.pump(position));
    return this.#waiters.wait(position, Math.min(timeoutMs, MAX_WAIT_MS), this.#shown);
  }
  async status(name: string): Promise<Status> {
    await this.#askNowAndThen();
    return statusOf(this.#processor?.state ?? { name, checkpoint: 0, trouble: null }, this.#parked);
  }
  place(): Promise<Mark | null> {
    return Promise.resolve(placeOf(this.#processor?.state));
  }
  /** Only a hint: the consumer may have been restored to an earlier state since, even while this object ran. */
  async #askNowAndThen(): Promise<void> {
    if (!this.#processor || isAhead(this.#askedUntil, Date.now(), ASK_AGAIN_MS)) return;
    this.#askedUntil = Date.now() + ASK_AGAIN_MS;
    this.#processor.doubt();
    await within(ASK_MS, this.#processor.pump(0));
  }

  async parked(name: string, limit: number, after = 0): Promise<ParkedEvent[]> {
    return this.#parked.list(name, this.#checkpoint(), limit, after);
  }
  async parkedAt(name: string, position: number): Promise<ParkedEvent | null> {
    return this.#parked.list(name, Math.min(position, this.#checkpoint()), 1, position - 1)[0] ?? null;
  }
  async partitions(after: string, limit: number): Promise<{ partition_key: string; last: number }[]> {
    return this.#parked.partitions(this.#checkpoint(), after, limit);
  }

  async retryParked(name: string, position: number): Promise<RetryResult> {
    const apply = (event: LoggedEvent) => this.#within(this.#consumer(name).deliverParked(event));
    const passed = async (next: number) => (await this.waitFor(name, next, PASSING_MS)).reached;
    try {
      return await this.#repairs.retry(position, this.#checkpoint(), apply, passed);
    } finally {
      this.ctx.waitUntil(this.#announce());
    }
  }

  async giveUp(position: number): Promise<boolean> {
    return this.#repairs.giveUp(position);
  }
  async discardParked(_name: string, position: number): Promise<void> {
    if (position > this.#checkpoint()) return;
    this.#parked.discard(position);
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
    // An instance that set the alarm itself knows the head, and whether it has delivered everything up to it.
    const isDone = this.#alarmAt > 0 && this.#processor?.isDone === true;
    this.#alarmAt = 0;
    return rearming(this.ctx.storage, SAFETY_ALARM_MS, () => this.#goOn(isDone));
  }

  async #goOn(isDone: boolean): Promise<void> {
    if (!this.#processor) return;
    const { state } = this.#processor;
    if (state.trouble && !isDue(state.trouble, Date.now())) return this.#armAt(state.trouble.retry_at);
    if (!isDone) await this.#processor.pumpAll();
    this.#save();
    if (this.#processor.isCut) return;
    if (anew.isStartingOver(this.ctx.storage.kv)) return this.#showAnew(state);
    if (state.trouble) return;
    const next = await this.#itself.goOn(state.checkpoint, Date.now, (at) => this.retryParked(state.name, at));
    if (next !== null) await this.#armAt(next);
    else if (this.#alarmAt === 0) void this.ctx.storage.deleteAlarm();
  }

  /** Stored with the first call: after a crash the alarm has to know which subscription it is for. */
  #open(name: string, before: number): SubscriptionProcessor {
    const checkpoint = subscriptionOf(this.store, name).startsAtHead ? before : 0;
    return this.#processor ?? this.#begin({ name, checkpoint, trouble: null });
  }

  #begin(state: SubscriptionState): SubscriptionProcessor {
    this.#processor = this.#processorFrom(state);
    this.#unsaved = true;
    this.#save();
    return this.#processor;
  }
  #processorFrom(state: SubscriptionState): SubscriptionProcessor {
    const rules = subscriptionOf(this.store, state.name);
    const { partition: partitionOf = byAggregate, parks = true } = rules;
    const dependencies: Dependencies = {
      read: remembering(this.#tail, this.store.catalogue, this.env.DB),
      send: (delivery) => this.#within(this.#consumer(state.name).deliver(delivery)),
      verify: (delivered) => this.#place.verify(rules, state, delivered, this.#parked),
      deliver: (delivery) => this.#deliver(state.name, delivery),
      parked: loggingParked(state.name, this.#parked),
      moved: () => {
        this.#unsaved = true;
        this.#waiters.passed(this.#shown());
      },
      settled: () => this.#settled(state),
      cut: () => void this.#armAt(Date.now()),
      now: Date.now,
      random: Math.random,
    };
    return new SubscriptionProcessor(state, dependencies, { ...RULES, partitionOf, parks });
  }

  /** After a restore. Parked events are delivered again; a crash after the first line only repeats deliveries. */
  async startOver(name: string): Promise<void> {
    this.#parked.dropAfter(0);
    if (subscriptionOf(this.store, name).rebuilds)
      await anew.beginStartingOver(this.ctx.storage.kv, this.#readModel(name));
    this.#begin({ name, checkpoint: 0, event_id: null, trouble: null });
    await this.#armAt(Date.now());
  }

  async #showAnew({ name, checkpoint, trouble }: SubscriptionState): Promise<void> {
    const isThere = !trouble && checkpoint >= (await log.head(this.env.DB));
    const finish = () => anew.finishStartingOver(this.ctx.storage.kv, this.#readModel(name), checkpoint);
    if (isThere && (await finish())) return this.#waiters.passed(checkpoint);
    if (isThere) this.#processor?.doubt();
    await this.#arm();
  }
  #readModel = (name: string): anew.StartingOver =>
    anew.startingOver(readModelOf(this.store, this.env, name), this.#within);
  async #deliver(name: string, delivery: Delivery): Promise<Delivered> {
    const consumer = this.#consumer(name);
    const retry = (at: number) => this.retryParked(name, at);
    const late = (answer: Delivered) => this.ctx.waitUntil(lateReply(this.#parked, delivery, answer, retry));
    const hand = () => this.#within(this.#recorder.delivery(delivery, consumer.deliver(delivery)), late);
    const isHurried =
      this.#waiters.areFor(delivery) || hasUrgent(delivery.events, subscriptionOf(this.store, name));
    const send = () => (isHurried ? hand() : inTurn(hand));
    return loggingFailure(name, delivery, this.intercept({ kind: 'deliver', name, send, delivery, consumer }));
  }
  #within = <T>(work: Promise<T>, late?: (answer: T) => void): Promise<T> =>
    answerOf(DELIVERY_TIMEOUT_MS, work, late);
  #consumer = (name: string): ConsumerPort => subscriptionOf(this.store, name).consumer(this.env);
  #settled({ trouble }: SubscriptionState): void {
    this.#unsaved = true;
    this.#save();
    if (trouble) void this.#armAt(trouble.retry_at);
    this.ctx.waitUntil(this.#announce());
  }

  #announce = (): Promise<void> => announce(this.store, this.env, this.#processor?.state, this.#parked);
  #checkpoint = (): number => this.#processor?.state.checkpoint ?? 0;
  /** How far readers are shown what there is: rows that start over are not shown until they have caught up. */
  #shown = (): number => (anew.isStartingOver(this.ctx.storage.kv) ? 0 : this.#checkpoint());
  #save(): void {
    if (!this.#unsaved || !this.#processor) return;
    this.ctx.storage.kv.put('state', this.#processor.state);
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
