// The sequencer: one Durable Object that gives every committed event its place in the global order. It group-commits
// what is waiting into one D1 batch and then pokes the subscriptions. D1 holds the log; this object holds only
// what can be read again from it.
import { DurableObject } from 'cloudflare:workers';
import type { StreamEvent } from '#shared/engine/envelope';
import { SUBSCRIPTIONS, type SubscriptionName } from '#shared/engine/ports/eventstore';
import { FaultPoint } from '../faults/FaultPoint.ts';
import type { Env } from './env.ts';
import { isAhead } from '#shared/engine/alarm';
import { GroupCommit } from './log/GroupCommit.ts';
import type { LogPort, PublishResult } from './log/port.ts';
import type { Submission } from './log/sequence.ts';
import { Sequencer, type Committed } from './log/Sequencer.ts';
import * as store from './log/store.ts';
import { Tail } from './log/RecentEvents.ts';

const GROUP_BYTES = 800_000;
const QUEUE_BYTES = 8_000_000;
/** The alarm repeats the pokes when this object dies between a commit and its pokes. */
const POKE_ALARM_MS = 1_000;
/** The most events that a poke brings along. */
const POKED_EVENTS = 200;

const bytes = new TextEncoder();

export class EventLog extends DurableObject<Env> implements LogPort {
  readonly #acknowledged = new Map<SubscriptionName, number>();
  readonly #poking = new Map<SubscriptionName, Promise<void>>();
  readonly #tail = new Tail();
  /** The highest position that subscriptions are to be told of. */
  #known = 0;
  #alarmAt = 0;
  #committing = false;
  readonly #faults = new FaultPoint(this.env, () => this.ctx.abort('fault switch'));
  readonly #sequencer = new Sequencer(store.logStore(this.env.DB), (commit) => this.#committed(commit));
  readonly #group = new GroupCommit<Submission, PublishResult>({
    commit: (group) => this.#commit(group),
    weight: ({ events }) => bytes.encode(JSON.stringify(events)).length,
    groupWeight: GROUP_BYTES,
    queueWeight: QUEUE_BYTES,
  });

  async publish(aggregateId: string, events: StreamEvent[]): Promise<PublishResult> {
    return this.#faults.around('publish', aggregateId, async (): Promise<PublishResult> => {
      const waiting = this.#group.submit({ aggregate_id: aggregateId, events });
      return waiting ? waiting : { ok: false, code: 'busy', last_version: 0 };
    });
  }

  faultsChanged(active: boolean): Promise<void> {
    this.#faults.changed(active);
    return Promise.resolve();
  }

  override async alarm(): Promise<void> {
    this.#alarmAt = 0;
    const head = await this.#sequencer.head();
    this.#known = Math.max(this.#known, head);
    await Promise.all(SUBSCRIPTIONS.map((name) => this.#poke(name, head)));
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
      console.error(JSON.stringify({ level: 'error', what: 'no alarm, no commit', error: String(error) }));
      return group.map(() => ({ ok: false, code: 'unavailable', last_version: 0 }));
    } finally {
      this.#committing = false;
    }
  }

  #committed({ before, rows }: Committed): void {
    this.#tail.add(rows);
    this.#known = Math.max(this.#known, before + rows.length);
    for (const name of SUBSCRIPTIONS) this.ctx.waitUntil(this.#poke(name, before));
  }

  /** One poke per subscription under way; whatever is committed meanwhile is told by the next one. */
  async #poke(name: SubscriptionName, before: number): Promise<void> {
    if (this.#poking.has(name)) return;
    const poking = this.#pokeUntilTold(name, before).finally(() => this.#poking.delete(name));
    this.#poking.set(name, poking);
    return poking;
  }

  async #pokeUntilTold(name: SubscriptionName, first: number): Promise<void> {
    try {
      for (let before = first; this.#known > (this.#acknowledged.get(name) ?? -1);) {
        const head = this.#known;
        const events = this.#tail.after(before, POKED_EVENTS) ?? [];
        const subscription = this.env.SUBSCRIPTION.getByName(name);
        await this.#faults.around('poke', name, () => subscription.poke(name, before, head, events));
        this.#acknowledged.set(name, head);
        before = head;
      }
    } catch {
      await this.#arm();
    }
  }

  #allAcknowledged(head: number): boolean {
    return SUBSCRIPTIONS.every((name) => (this.#acknowledged.get(name) ?? -1) >= head);
  }

  /** Arms the alarm unless it is armed already. It is left to fire: that costs less than disarming it each time. */
  async #arm(): Promise<void> {
    if (isAhead(this.#alarmAt, Date.now(), POKE_ALARM_MS)) return;
    this.#alarmAt = Date.now() + POKE_ALARM_MS;
    await this.ctx.storage.setAlarm(this.#alarmAt);
  }
}
