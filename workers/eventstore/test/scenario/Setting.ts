// What a scenario acts on: its streams, the calls that were made, and what breaks, heals and rings.
import { pause } from '#shared/engine/runtime/deadline';
import type { AppendRequest } from '#shared/engine/ports/eventstore';
import { type SubscriptionName, SUBSCRIPTIONS } from '#shared/mediahub/subscriptions';
import { clock } from '../clock.ts';
import { env, eventStore, freshStream } from '../env.ts';
import { again, chaos, LATE_MS, ring, type ObjectName } from '../objects.ts';
import { readModel } from '../read-model.ts';
import type { Call } from './model.ts';
import { CONSUMERS, STREAMS, type Who } from './plan.ts';
import type { Watcher } from './Watcher.ts';

/** Looked at so many times, longer together than any fault lasts, it is the same. */
const CALM = 3;
const CALM_MS = 20;

export type Fresh = ReturnType<typeof freshStream>;

export class Setting {
  readonly streams = Array.from({ length: STREAMS }, freshStream);
  readonly calls: Call[] = [];
  readonly #underWay: Promise<void>[] = [];
  /** What each stream has said that it has. */
  readonly #said = new Map<string, number>();
  #faulty = false;

  constructor(readonly watcher: Watcher) {}

  at = (n: number): Fresh => this.streams[n] ?? freshStream();
  named = (who: Who): ObjectName => (typeof who === 'number' ? { stream: this.at(who).id } : who);
  said = (id: string): number => this.#said.get(id) ?? 0;
  stored = async (id: string) => (await again(() => eventStore().readStream(id))).events;

  /** If the stream dies during the call, or cannot write, the answer stays open. Some calls wait for their position. */
  async append(request: AppendRequest, bad = false, waits = this.calls.length % 2 === 1): Promise<void> {
    const { aggregate_id: id } = request;
    const call: Call = { request, bad, least: this.said(id), answer: null };
    this.calls.push(call);
    call.answer = await eventStore()
      .append({ ...request, position_within_ms: waits ? (request.position_within_ms ?? 0) : 0 })
      .catch(() => null);
    const { answer } = call;
    const version = answer?.ok ? answer.version : answer?.code === 'version_conflict' ? answer.actual : 0;
    this.#said.set(id, Math.max(this.said(id), version));
  }

  inBackground(work: Promise<void>): void {
    this.#underWay.push(work);
  }

  async answered(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async injectFault(plan: Parameters<ReturnType<typeof chaos>['setPlan']>[0]): Promise<void> {
    if (plan.faults.length === 0 && !this.#faulty) return;
    await again(() => chaos().setPlan(plan));
    this.#faulty = plan.faults.length > 0;
  }

  /** Until nothing gets on by itself and no fault meets anything any more. */
  async calm(): Promise<void> {
    for (let before = '', same = 0; same < CALM; await pause(CALM_MS)) {
      await this.watcher.look();
      const met = this.#faulty ? (await again(() => chaos().plan())).faults.map(({ seen }) => seen) : [];
      const now = `${this.watcher.progress()} ${String(met)}`;
      same = now === before ? same + 1 : 0;
      before = now;
    }
  }

  async break(consumer: string, id: string | null): Promise<void> {
    if (consumer === 'notification') readModel.cannotTake = id ?? 'everything';
    else await env.CONTROL.break(consumer, id ?? 'everything');
  }

  async heal(): Promise<void> {
    readModel.fails = [];
    readModel.cannotTake = null;
    for (const consumer of CONSUMERS) await env.CONTROL.break(consumer, null);
    await this.injectFault({ seed: 1, faults: [] });
  }

  /** Time passes, and every alarm that is set rings. Says whether one did. */
  async alarms(): Promise<boolean> {
    clock.ahead += LATE_MS;
    const names: ObjectName[] = [...this.streams.map(({ id }) => ({ stream: id })), 'log', ...SUBSCRIPTIONS];
    return (await Promise.all(names.map(ring))).some(Boolean);
  }

  /** What is parked of the streams of this scenario. */
  async parked(consumer: SubscriptionName) {
    const all = await again(() => env.SUBSCRIPTION.getByName(consumer).parked(consumer, 100));
    return all.filter(({ event }) => this.streams.some(({ id }) => id === event.aggregate_id));
  }

  /** As an operator does: what is parked is tried again. */
  async retryParked(consumer: SubscriptionName): Promise<number> {
    const parked = await this.parked(consumer);
    for (const { position } of parked)
      await env.SUBSCRIPTION.getByName(consumer)
        .retryParked(consumer, position)
        .catch(() => undefined);
    return parked.length;
  }
}
