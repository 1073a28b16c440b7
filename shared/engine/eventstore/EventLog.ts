// The sequencer: one Durable Object that gives every committed event its place in the global order. It group-commits
// what is waiting into one D1 batch and then notifies the subscriptions that it concerns: at once where a caller waits,
// otherwise a moment later, so that one page takes what many commits brought. D1 holds the log; this object holds only
// what can be read again from it.
import { log, tracesOf } from '#shared/engine/runtime/log';
import { DurableObject } from 'cloudflare:workers';
import type { StreamEvent } from '#shared/engine/event/envelope';
import type { OutgoingCall } from '../runtime/outgoing-call.ts';
import { namesOf, subscriptionOf, type StoreDefinition } from './definition.ts';
import type { StoreEnv } from './env.ts';
import { FlightRecorder } from './flight-recorder.ts';
import { isAhead, rearming } from '#shared/engine/runtime/alarm';
import { within, TIMED_OUT } from '#shared/engine/runtime/deadline';
import { GroupCommit } from './log/GroupCommit.ts';
import { HeldOutboxes } from './log/HeldOutboxes.ts';
import { Notifier } from './log/Notifier.ts';
import { siblings } from './log/siblings.ts';
import type { LogFlow, LogPort, PublishHints, PublishResult } from './log/port.ts';
import { Reminders } from './log/Reminders.ts';
import type { Submission } from './log/sequence.ts';
import type { Mark } from './log/restore-mark.ts';
import { Sequencer, type Committed } from './log/Sequencer.ts';
import { nextEpoch } from './log/epochs.ts';
import { setAside } from './log/set-aside.ts';
import { logStore } from './log/store.ts';
import { RecentEvents } from './log/RecentEvents.ts';

const GROUP_BYTES = 800_000;
const QUEUE_BYTES = 8_000_000;
/** The alarm repeats the `notify` calls when this object dies between a commit and them. */
const NOTIFY_ALARM_MS = 1_000;
const WITNESS_MS = 1_000;
/** Streams that were refused for want of room try again within seconds. When none has for so long, the next writer finds out. */
const FULL_MS = 60_000;

const bytes = new TextEncoder();

export class EventLog<Env extends StoreEnv = StoreEnv> extends DurableObject<Env> implements LogPort {
  #tail: RecentEvents;
  readonly #notifier: Notifier;
  readonly #recorder = new FlightRecorder();
  readonly #outboxes = new HeldOutboxes();
  /** Events handed in and not yet answered. */
  #waiting = 0;
  #alarmAt = 0;
  #committing = false;
  #fullUntil = 0;
  #remembered: string | undefined;
  readonly #sequencer: Sequencer;
  readonly #group = new GroupCommit<Submission, PublishResult>({
    before: siblings,
    commit: (group) => this.#commit(group),
    weight: ({ events }) => bytes.encode(JSON.stringify(events)).length,
    groupWeight: GROUP_BYTES,
    queueWeight: QUEUE_BYTES,
  });
  readonly #reminders = new Reminders({
    storage: this.ctx.storage,
    arm: () => this.#arm(),
    remind: async (id) => this.env.STREAM.getByName(id).remind(),
  });

  constructor(
    ctx: DurableObjectState,
    env: Env,
    private readonly store: StoreDefinition<Env>,
  ) {
    super(ctx, env);
    this.#tail = new RecentEvents(store.catalogue);
    this.#notifier = new Notifier({
      names: namesOf(store),
      rulesOf: (name) => subscriptionOf(store, name),
      after: (position, limit) => this.#tail.after(position, limit) ?? [],
      send: (name, before, head, events, isAwaited) => {
        const subscription = env.SUBSCRIPTION.getByName(name);
        const send = () => subscription.notify(name, before, head, events, isAwaited);
        return this.intercept({ kind: 'poke', name, send });
      },
      failed: () => this.#arm(),
    });
    this.#sequencer = new Sequencer(
      logStore(env.DB, store.ownerOf),
      (commit) => this.#committed(commit),
      undefined,
      { mark: ctx.storage.kv.get<Mark>('mark') ?? null, epoch: ctx.storage.kv.get<number>('epoch') ?? 1 },
      ({ epoch }) => ctx.storage.kv.put('epoch', epoch),
      () => this.#witnesses(),
    );
  }

  async publish(aggregateId: string, events: StreamEvent[], about: PublishHints = {}): Promise<PublishResult> {
    const send = async (): Promise<PublishResult> => {
      this.#notifier.await(about.awaitedBy ?? []);
      const head = this.#notifier.known;
      const is_new = about.isNew ?? false;
      const waiting = this.#group.submit({ aggregate_id: aggregateId, events, is_new });
      if (!waiting) return { ok: false, code: 'busy', last_version: 0 };
      this.#waiting += events.length;
      const result = await waiting.finally(() => (this.#waiting -= events.length));
      if (!result.ok && result.code === 'full') this.#fullUntil = Date.now() + FULL_MS;
      // A later instance of the stream publishes too, and knows nothing of the publish that failed.
      if (result.ok) this.#outboxes.hold(aggregateId, 0);
      if (result.ok && events[0]?.version === 1) this.#reminders.settle(aggregateId);
      if (result.ok)
        for (const at of result.positions) if (at <= head) this.#recorder.note('duplicate', at - 1, at);
      return result;
    };
    return this.intercept({ kind: 'publish', name: aggregateId, send });
  }

  expect(aggregateId: string): Promise<number> {
    return this.#reminders.expect(aggregateId);
  }

  outboxHolds(aggregateId: string, events: number): Promise<void> {
    this.#outboxes.hold(aggregateId, events);
    return Promise.resolve();
  }

  outbox(): Promise<LogFlow['outbox']> {
    return Promise.resolve(this.#outboxes.total());
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
    return Promise.resolve(this.#sequencer.full && isAhead(this.#fullUntil, Date.now(), FULL_MS));
  }

  async check(): Promise<void> {
    await this.#sequencer.head();
  }

  async beginEpoch(reason: string): Promise<void> {
    await nextEpoch(this.env.DB, reason);
    await this.#sequencer.forget();
    await this.#arm();
  }

  async setAside(aggregateIds: readonly string[]): Promise<void> {
    await setAside(this.env.DB, aggregateIds);
    this.#tail = new RecentEvents(this.store.catalogue);
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
    return rearming(this.ctx.storage, NOTIFY_ALARM_MS, () => this.#notifyAgain());
  }

  async #notifyAgain(): Promise<void> {
    const head = await this.#sequencer.head();
    // Streams that do not answer must not keep subscriptions waiting.
    await this.#notifier.repeat(head);
    await this.#reminders.remind();
    this.#remember();
    const isDone = this.#reminders.areDone && this.#notifier.allAcknowledged(head);
    if (this.#committing || !isDone) await this.#arm();
    // In the same commit as the sequencer's notes: once the work has returned, it would be a second one.
    else if (this.#alarmAt === 0) void this.ctx.storage.deleteAlarm();
  }

  /**
   * Writes one group. A crash between the D1 commit and the `notify` calls leaves events that no subscription
   * knows of: the alarm, armed before the commit, makes the calls at the next start.
   */
  async #commit(group: Submission[]): Promise<PublishResult[]> {
    this.#committing = true;
    try {
      await this.#arm();
      return await this.#sequencer.commit(group);
    } catch (error) {
      log('error', 'no alarm, no commit', { trace_ids: tracesOf(group.flatMap(({ events }) => events)), error });
      return group.map(() => ({ ok: false, code: 'unavailable', last_version: 0 }));
    } finally {
      this.#committing = false;
    }
  }

  #committed({ before, rows }: Committed): void {
    this.#tail.add(rows);
    if (rows.length > 0) this.#recorder.note('logged', before, before + rows.length);
    this.ctx.waitUntil(this.#notifier.committed(before, rows));
  }

  /**
   * How far the subscriptions are. A crash within a second of a commit loses its mark: if the log was put back in that
   * second, only they know that it had been longer. One that does not answer is not waited for: it checks for itself.
   */
  async #witnesses(): Promise<Mark[]> {
    const places = namesOf(this.store).map(async (name) => {
      const place = await within(WITNESS_MS, this.env.SUBSCRIPTION.getByName(name).place());
      return place === TIMED_OUT ? null : place;
    });
    const marks = await Promise.allSettled(places);
    return marks.flatMap((mark) => (mark.status === 'fulfilled' && mark.value ? [mark.value] : []));
  }

  /** The last event that is known to be in the log: a later instance that does not find it knows that the log was put back. */
  #remember(): void {
    const { mark } = this.#sequencer.memory;
    if (mark?.id === this.#remembered) return;
    this.ctx.storage.kv.put('mark', mark);
    this.#remembered = mark?.id;
  }

  /** Arms the alarm unless it is armed already. It is left to fire: that costs less than disarming it each time. */
  async #arm(): Promise<void> {
    if (isAhead(this.#alarmAt, Date.now(), NOTIFY_ALARM_MS)) return;
    this.#alarmAt = Date.now() + NOTIFY_ALARM_MS;
    this.#remember();
    await this.ctx.storage.setAlarm(this.#alarmAt);
  }
}
