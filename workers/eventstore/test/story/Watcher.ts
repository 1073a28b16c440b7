// A reader of the log and of the consumers who looks while the story goes on: what it has seen once must stay true, and
// whatever a consumer has taken, it finds in the log (invariants S5, S6, P2, P3, P5, X1).
import { expect } from 'vitest';
import { pause } from '#shared/durable/within';
import type { LoggedEvent } from '#shared/events/envelope';
import { taken, takenCount } from '../effects.ts';
import { env, eventStore, type Effect } from '../env.ts';
import { CONSUMERS } from './plan.ts';

const LOOK_EVERY_MS = 15;
const STANDING = `SELECT position AS checkpoint, (SELECT COUNT(*) FROM applied) AS rows,
  (SELECT COUNT(*) FROM skipped_events) AS skipped FROM checkpoint`;

interface Standing {
  checkpoint: number;
  rows: number;
  skipped: number;
}

export class Watcher {
  /** All that the log has got since, in its order. */
  readonly log: LoggedEvent[] = [];
  readonly #took = new Map<string, Effect[]>();
  #standing: Standing = { checkpoint: 0, rows: 0, skipped: 0 };
  #over = false;
  #watching: Promise<unknown> = Promise.resolve();
  #looking: Promise<void> | null = null;

  private constructor(
    private readonly start: number,
    private readonly before: ReadonlyMap<string, number>,
    private readonly surplus: number,
  ) {}

  static async begin(): Promise<Watcher> {
    const before = new Map<string, number>();
    for (const name of CONSUMERS) before.set(name, await takenCount(name));
    const { checkpoint, rows, skipped } = await standing();
    const { head } = await eventStore().readLog({ after: 0, limit: 1 });
    const watcher = new Watcher(head, before, rows + skipped - checkpoint);
    watcher.#watching = watcher.#watch().catch((error: unknown) => error);
    return watcher;
  }

  /** Ends, with what was wrong at any time. */
  async end(): Promise<void> {
    this.#over = true;
    const wrong = await this.#watching;
    if (wrong) throw wrong;
    await this.look();
    const { events } = await eventStore().readLog({ after: this.start, limit: 1000 });
    const places = (log: LoggedEvent[]) => log.map(({ position, id }) => `${position} ${id}`);
    expect(places(events), 'S5: what a reader has seen stays so').toEqual(places(this.log));
  }

  logOf = (id: string): LoggedEvent[] => this.log.filter((e) => e.aggregate_id === id);
  takenOf = (consumer: string, id: string): Effect[] => (this.#took.get(consumer) ?? []).filter((e) => e.aggregate_id === id);
  /** Grows with everything that gets on. */
  progress = (): string => JSON.stringify([this.log.length, [...this.#took.values()].map((took) => took.length), this.#standing]);

  /** One look at a time: each goes on where the last one ended. */
  async look(): Promise<void> {
    while (this.#looking) await this.#looking.catch(() => undefined);
    this.#looking = this.#look().finally(() => (this.#looking = null));
    return this.#looking;
  }

  async #watch(): Promise<void> {
    while (!this.#over) {
      await this.look();
      await pause(LOOK_EVERY_MS);
    }
  }

  async #look(): Promise<void> {
    for (const name of CONSUMERS) {
      const took = this.#took.get(name) ?? [];
      took.push(...(await taken(name, (this.before.get(name) ?? 0) + took.length)));
      this.#took.set(name, took);
    }
    await this.#readLog();
    const logged = new Set(this.log.map((e) => e.id));
    for (const [name, took] of this.#took) this.#effectsHold(name, took.filter((e) => e.position > this.start), logged);

    const now = await standing();
    expect(now.checkpoint, 'P5: a checkpoint only grows').toBeGreaterThanOrEqual(this.#standing.checkpoint);
    expect(now.rows + now.skipped - now.checkpoint, 'P2: rows and checkpoint commit together').toBe(this.surplus);
    this.#standing = now;
  }

  async #readLog(): Promise<void> {
    const seen = this.start + this.log.length;
    const { head, events } = await eventStore().readLog({ after: seen, limit: 1000 });
    expect(events.map((e) => e.position), 'S5: a reader sees no hole').toEqual(events.map((_, n) => seen + 1 + n));
    expect(seen + events.length, 'S5: up to the head').toBeGreaterThanOrEqual(Math.min(head, seen + 1000));
    this.log.push(...events);
  }

  /** Once each and in order. Sagas keep no order among themselves: they are handed what comes, and recognise it. */
  #effectsHold(name: string, took: Effect[], logged: ReadonlySet<string>): void {
    expect(new Set(took.map((e) => e.id)).size, `P2: once each at ${name}`).toBe(took.length);
    expect(took.filter((e) => !logged.has(e.id)), `X1: ${name} took nothing that is not committed`).toEqual([]);
    if (name === 'saga') return;
    for (const [id, of] of Map.groupBy(took, (e) => e.aggregate_id))
      expect(of.map((e) => e.version), `P3: ${name} took ${id} in order, nothing left out`).toEqual(of.map((_, n) => n + 1));
  }
}

async function standing(): Promise<Standing> {
  const row = await env.READ_MODEL.prepare(STANDING).first<Standing>();
  if (!row) throw new Error('the read model has a checkpoint');
  return row;
}
