// The sequencer: one Durable Object that gives every committed event its place in the global order. It group-commits
// what is waiting into one D1 batch and then pokes the subscriptions. D1 holds the log; this object holds only
// what can be read again from it.
import { DurableObject } from 'cloudflare:workers';
import type { StreamEvent } from '#shared/events/envelope';
import { SUBSCRIPTIONS, type SubscriptionName } from '#shared/ports/eventstore';
import { FaultPoint } from './chaos/FaultPoint.ts';
import type { Env } from './env.ts';
import { GroupCommit } from './log/GroupCommit.ts';
import type { LogPort, PublishResult } from './log/port.ts';
import { sequence, type Submission } from './log/sequence.ts';
import * as store from './log/store.ts';

const GROUP_BYTES = 800_000;
const QUEUE_BYTES = 8_000_000;
/** The alarm repeats the pokes when this object dies between a commit and its pokes. */
const POKE_ALARM_MS = 1_000;
const REMEMBERED_STREAMS = 10_000;

export class EventLog extends DurableObject<Env> implements LogPort {
  #head: number | null = null;
  #lastVersions = new Map<string, number>();
  readonly #acknowledged = new Map<SubscriptionName, number>();
  readonly #poking = new Map<SubscriptionName, Promise<void>>();
  #alarmAt = 0;
  #committing = false;
  readonly #faults = new FaultPoint(this.env, () => this.ctx.abort('fault switch'));
  readonly #group = new GroupCommit<Submission, PublishResult>({
    commit: (group) => {
      this.#committing = true;
      return this.#commit(group).finally(() => (this.#committing = false));
    },
    weight: ({ events }) => JSON.stringify(events).length,
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
    const head = this.#head ?? (await store.head(this.env.DB));
    await Promise.all(SUBSCRIPTIONS.map((name) => this.#poke(name, head)));
    if (this.#committing || !this.#allAcknowledged(head)) await this.#arm();
  }

  /**
   * Writes one group. Between the D1 commit and the pokes a crash leaves events that nobody was told of: the
   * alarm, armed before the commit, pokes at the next start. Between the commit and the answer it leaves
   * streams that publish again and get the positions that D1 holds.
   */
  async #commit(group: Submission[]): Promise<PublishResult[]> {
    try {
      await this.#arm();
      return await this.#tryCommit(group);
    } catch (error) {
      this.#forget();
      // One stream's bad event must not hold up the others: each goes alone.
      if (group.length > 1) {
        const results: PublishResult[] = [];
        for (const submission of group) results.push(...(await this.#commit([submission])));
        return results;
      }
      console.error(JSON.stringify({ level: 'error', what: 'log commit failed', error: String(error) }));
      return [{ ok: false, code: 'unavailable', last_version: 0 }];
    }
  }

  async #tryCommit(group: Submission[]): Promise<PublishResult[]> {
    const { DB } = this.env;
    const before = (this.#head ??= await store.head(DB));
    await this.#recall(group);
    const { rows, outcomes, lastVersions } = sequence(before, this.#lastVersions, group);
    if (rows.length > 0) await DB.batch([store.insert(DB, rows)]);
    this.#lastVersions = lastVersions;
    const after = before + rows.length;
    this.#head = after;
    // Also after a group of duplicates: their first publisher may have died before it poked.
    for (const name of SUBSCRIPTIONS) this.ctx.waitUntil(this.#poke(name, after, before));

    return Promise.all(
      outcomes.map(async (outcome, n): Promise<PublishResult> => {
        if ('gap' in outcome) return { ok: false, code: 'gap', last_version: outcome.gap };
        const { aggregate_id, events } = group[n] ?? { aggregate_id: '', events: [] };
        const known = events.filter((event) => event.version <= outcome.known);
        const first = known[0];
        const old = first
          ? await store.positions(DB, aggregate_id, first.version, outcome.known)
          : [];
        return { ok: true, positions: [...old.slice(0, known.length), ...outcome.fresh.map((e) => e.position)] };
      }),
    );
  }

  async #recall(group: Submission[]): Promise<void> {
    if (this.#lastVersions.size > REMEMBERED_STREAMS) this.#lastVersions.clear();
    const ids = new Set(group.map((s) => s.aggregate_id).filter((id) => !this.#lastVersions.has(id)));
    // A stream that starts at version 1 is usually new, but only D1 knows.
    if (ids.size === 0) return;
    const found = await store.lastVersions(this.env.DB, [...ids]);
    for (const [id, version] of found) this.#lastVersions.set(id, version);
  }

  /** After any failure head and versions are read again from D1: the batch may have committed all the same. */
  #forget(): void {
    this.#head = null;
    this.#lastVersions.clear();
  }

  /** One poke per subscription under way; whatever is committed meanwhile is told by the next one. */
  async #poke(name: SubscriptionName, head: number, before = head): Promise<void> {
    if (this.#poking.has(name)) return;
    const poking = this.#pokeUntilTold(name, head, before).finally(() => this.#poking.delete(name));
    this.#poking.set(name, poking);
    return poking;
  }

  async #pokeUntilTold(name: SubscriptionName, head: number, before: number): Promise<void> {
    try {
      for (let next = head; next > (this.#acknowledged.get(name) ?? -1); next = this.#head ?? next) {
        const subscription = this.env.SUBSCRIPTION.getByName(name);
        await this.#faults.around('poke', name, () => subscription.poke(name, before, next));
        this.#acknowledged.set(name, next);
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
    if (this.#alarmAt > Date.now()) return;
    this.#alarmAt = Date.now() + POKE_ALARM_MS;
    await this.ctx.storage.setAlarm(this.#alarmAt);
  }

}
