// The sequencer: one Durable Object that gives every committed event its place in the global order. It group-commits
// what is waiting into one D1 batch and then pokes the subscriptions that it concerns: at once where somebody waits,
// otherwise a moment later, so that one page takes what many commits brought. D1 holds the log; this object holds only
// what can be read again from it.
import { log } from '#shared/engine/log';
import { DurableObject } from 'cloudflare:workers';
import type { LoggedEvent, StreamEvent } from '#shared/engine/envelope';
import type { OutgoingCall } from '../outgoing-call.ts';
import { namesOf, subscriptionOf, type StoreDefinition } from './definition.ts';
import type { StoreEnv } from './env.ts';
import { FlightRecorder } from './flight-recorder.ts';
import { isAhead, rearming } from '#shared/engine/alarm';
import { inTime } from '#shared/engine/deadline';
import { GroupCommit } from './log/GroupCommit.ts';
import { HeldOutboxes } from './log/HeldOutboxes.ts';
import type { LogFlow, LogPort, PublishResult } from './log/port.ts';
import type { Submission } from './log/sequence.ts';
import type { Mark } from './log/mark.ts';
import { Sequencer, type Committed } from './log/Sequencer.ts';
import { nextEpoch } from './log/epochs.ts';
import { logStore } from './log/store.ts';
import { RecentEvents } from './log/RecentEvents.ts';

const GROUP_BYTES = 800_000;
const QUEUE_BYTES = 8_000_000;
/** The alarm repeats the pokes when this object dies between a commit and its pokes. */
const POKE_ALARM_MS = 1_000;
/** A poke is answered once an alarm is armed. One that hangs must not keep those after it from being sent. */
const POKE_MS = 10_000;
/** How long pokes gather while nobody waits. */
const GATHER_MS = 25;
/** The most events that a poke brings along. */
const POKED_EVENTS = 200;

const bytes = new TextEncoder();

export class EventLog<Env extends StoreEnv = StoreEnv> extends DurableObject<Env> implements LogPort {
  readonly #acknowledged = new Map<string, number>();
  readonly #notifying = new Map<string, Promise<void>>();
  readonly #tail: RecentEvents;
  readonly #subscriptions: string[];
  readonly #recorder = new FlightRecorder();
  readonly #outboxes = new HeldOutboxes();
  /** Events handed in and not yet answered. */
  #waiting = 0;
  /** The highest position that subscriptions are to be told of. */
  #known = 0;
  /** The last position that concerns each. */
  readonly #concerning = new Map<string, number>();
  /** Up to here somebody waits. */
  #awaited = 0;
  /** Something that somebody waits for is being committed. */
  #awaiting = false;
  #gathering: Promise<void> | null = null;
  #gathered: () => void = () => undefined;
  #alarmAt = 0;
  #committing = false;
  #remembered: string | undefined;
  readonly #sequencer: Sequencer;
  readonly #group = new GroupCommit<Submission, PublishResult>({
    commit: (group) => this.#commit(group),
    weight: ({ events }) => bytes.encode(JSON.stringify(events)).length,
    groupWeight: GROUP_BYTES,
    queueWeight: QUEUE_BYTES,
  });

  constructor(
    ctx: DurableObjectState,
    env: Env,
    private readonly store: StoreDefinition<Env>,
  ) {
    super(ctx, env);
    this.#tail = new RecentEvents(store.catalogue);
    this.#subscriptions = namesOf(store);
    this.#sequencer = new Sequencer(
      logStore(env.DB, store.ownerOf),
      (commit) => this.#committed(commit),
      undefined,
      { mark: ctx.storage.kv.get<Mark>('mark') ?? null, epoch: ctx.storage.kv.get<number>('epoch') ?? 1 },
      ({ epoch }) => ctx.storage.kv.put('epoch', epoch),
    );
  }

  async publish(aggregateId: string, events: StreamEvent[], awaited: boolean): Promise<PublishResult> {
    const send = async (): Promise<PublishResult> => {
      // A saga waits for the events that answer its steps.
      if (awaited || events.some(({ metadata }) => metadata.saga_id !== undefined)) this.#awaiting = true;
      const head = this.#known;
      const waiting = this.#group.submit({ aggregate_id: aggregateId, events });
      if (!waiting) return { ok: false, code: 'busy', last_version: 0 };
      this.#waiting += events.length;
      const result = await waiting.finally(() => (this.#waiting -= events.length));
      if (result.ok)
        for (const at of result.positions) if (at <= head) this.#recorder.note('duplicate', at - 1, at);
      return result;
    };
    return this.intercept({ kind: 'publish', name: aggregateId, send });
  }

  outboxHolds(aggregateId: string, events: number): Promise<void> {
    this.#outboxes.hold(aggregateId, events);
    return Promise.resolve();
  }

  flow(since: number): Promise<LogFlow> {
    return Promise.resolve({
      waiting: this.#waiting,
      refused: this.#recorder.refused,
      outbox: this.#outboxes.total(),
      notes: this.#recorder.watch(since),
    });
  }

  isFull(): Promise<boolean> {
    return Promise.resolve(this.#sequencer.full);
  }

  async check(): Promise<void> {
    await this.#sequencer.head();
  }

  async beginEpoch(reason: string): Promise<void> {
    await nextEpoch(this.env.DB, reason);
    await this.#sequencer.forget();
    await this.#arm();
  }

  async seen(mark: Mark): Promise<void> {
    await this.#sequencer.seen(mark);
    await this.#arm();
  }

  /** Every call to others goes through here. */
  protected intercept<T>(call: OutgoingCall<T>): Promise<T> {
    return call.send();
  }

  override alarm(): Promise<void> {
    this.#alarmAt = 0;
    return rearming(this.ctx.storage, POKE_ALARM_MS, () => this.#repeatPokes());
  }

  async #repeatPokes(): Promise<void> {
    const head = await this.#sequencer.head();
    this.#known = Math.max(this.#known, head);
    this.#awaited = this.#known;
    for (const name of this.#subscriptions) this.#concerning.set(name, this.#known);
    await Promise.all(this.#subscriptions.map((name) => this.#notify(name, head)));
    this.#remember();
    if (this.#committing || !this.#allAcknowledged(head)) await this.#arm();
  }

  /**
   * Writes one group. Between the D1 commit and the pokes a crash leaves events that nobody was told of: the
   * alarm, armed before the commit, pokes at the next start.
   */
  async #commit(group: Submission[]): Promise<PublishResult[]> {
    this.#committing = true;
    try {
      await this.#arm();
      return await this.#sequencer.commit(group);
    } catch (error) {
      log('error', 'no alarm, no commit', { error });
      return group.map(() => ({ ok: false, code: 'unavailable', last_version: 0 }));
    } finally {
      this.#committing = false;
    }
  }

  #committed({ before, rows }: Committed): void {
    this.#tail.add(rows);
    this.#known = Math.max(this.#known, before + rows.length);
    if (rows.length > 0) this.#recorder.note('logged', before, before + rows.length);
    for (const name of this.#subscriptions.filter((one) => this.#concerns(one, rows))) {
      this.#concerning.set(name, this.#known);
      this.ctx.waitUntil(this.#notify(name, before));
    }
    if (!this.#awaiting) return;
    this.#awaiting = false;
    this.#awaited = this.#known;
    this.#gathered();
  }

  /** Whom it does not concern, the alarm tells. Nothing new is a repetition, whose first time may have told nobody. */
  #concerns(name: string, rows: readonly LoggedEvent[]): boolean {
    const { interestedIn } = subscriptionOf(this.store, name);
    return rows.length === 0 || !interestedIn || rows.some(interestedIn);
  }

  /** Over after a moment, or as soon as somebody waits. A crash meanwhile leaves the alarm, which pokes. */
  #gather(): Promise<void> {
    this.#gathering ??= new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, GATHER_MS);
      this.#gathered = () => {
        clearTimeout(timer);
        resolve();
      };
    }).finally(() => (this.#gathering = null));
    return this.#gathering;
  }

  /** One poke per subscription under way; whatever is committed meanwhile is told by the next one. */
  async #notify(name: string, before: number): Promise<void> {
    if (this.#notifying.has(name)) return;
    const notifying = this.#notifyUntilAcknowledged(name, before).finally(() => this.#notifying.delete(name));
    this.#notifying.set(name, notifying);
    return notifying;
  }

  async #notifyUntilAcknowledged(name: string, first: number): Promise<void> {
    try {
      // What did not concern it goes along.
      let before = Math.min(first, this.#acknowledged.get(name) ?? first);
      while ((this.#concerning.get(name) ?? 0) > (this.#acknowledged.get(name) ?? -1)) {
        if ((this.#acknowledged.get(name) ?? 0) >= this.#awaited) await this.#gather();
        const head = this.#known;
        const events = this.#tail.after(before, POKED_EVENTS) ?? [];
        const subscription = this.env.SUBSCRIPTION.getByName(name);
        const send = () => subscription.notify(name, before, head, events);
        await inTime(POKE_MS, `subscription ${name}`, this.intercept({ kind: 'poke', name, send }));
        this.#acknowledged.set(name, head);
        before = head;
      }
    } catch {
      await this.#arm();
    }
  }

  #allAcknowledged(head: number): boolean {
    return this.#subscriptions.every((name) => (this.#acknowledged.get(name) ?? -1) >= head);
  }

  /** The last event that is known to be in the log: a later life that does not find it knows that the log was put back. */
  #remember(): void {
    const { mark } = this.#sequencer.memory;
    if (mark?.id === this.#remembered) return;
    this.ctx.storage.kv.put('mark', mark);
    this.#remembered = mark?.id;
  }

  /** Arms the alarm unless it is armed already. It is left to fire: that costs less than disarming it each time. */
  async #arm(): Promise<void> {
    if (isAhead(this.#alarmAt, Date.now(), POKE_ALARM_MS)) return;
    this.#alarmAt = Date.now() + POKE_ALARM_MS;
    this.#remember();
    await this.ctx.storage.setAlarm(this.#alarmAt);
  }
}
