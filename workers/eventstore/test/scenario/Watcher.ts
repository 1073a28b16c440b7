// Reads the log and the consumers while a scenario runs: what it has seen once must stay true, and each event that a consumer has
// taken is in the log (invariants S5, S6, P2, P3, P5, X1).
import { expect } from 'vitest';
import { pause } from '#shared/engine/runtime/deadline';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { env, eventStore, type Effect } from '../env.ts';
import { again } from '../objects.ts';
import { CONSUMERS } from './plan.ts';

const LOOK_EVERY_MS = 25;
/** All but the real read model. */
const STAND_INS = CONSUMERS.filter((name) => name !== 'notification');
const APPLIED = 'SELECT id, aggregate_id, version, position FROM applied WHERE seq > ?1 ORDER BY seq';
const STATE = `SELECT position AS checkpoint, (SELECT COUNT(*) FROM applied) AS rows,
  (SELECT COUNT(*) FROM skipped_events) AS skipped, (SELECT COUNT(*) FROM went_back) AS retreats FROM checkpoint`;

interface SubscriptionState {
  checkpoint: number;
  rows: number;
  skipped: number;
  /** How often the checkpoint went back, ever. */
  retreats: number;
}

/** The read model's rows after so many, and its checkpoint and counts, at one moment. */
async function readModelAt(after: number): Promise<[Effect[], SubscriptionState]> {
  const db = env.READ_MODEL;
  const [applied, state] = await again(() => db.batch([db.prepare(APPLIED).bind(after), db.prepare(STATE)]));
  const [row] = (state?.results ?? []) as SubscriptionState[];
  if (!row) throw new Error('the read model has a checkpoint');
  return [(applied?.results ?? []) as Effect[], row];
}

const MOST = 1_000;
const read = (after: number) => again(() => eventStore().readLog({ after, limit: MOST }));

export class Watcher {
  /** All that the log has got since, in its order. */
  readonly log: LoggedEvent[] = [];
  readonly #took = new Map<string, Effect[]>();
  #checkpoint = 0;
  #over = false;
  #watching: Promise<unknown> = Promise.resolve();
  #looking: Promise<void> | null = null;

  private constructor(
    private readonly start: number,
    /** How much every consumer had taken before. */
    private readonly before: Record<string, number>,
    private readonly surplus: number,
    private readonly retreats: number,
  ) {}

  static async begin(): Promise<Watcher> {
    const [counts, [, { checkpoint, rows, skipped, retreats }]] = await Promise.all([
      env.CONTROL.counts(STAND_INS),
      readModelAt(1e9),
    ]);
    const { head } = await read(0);
    const counted = { ...counts, notification: rows };
    const watcher = new Watcher(head, counted, rows + skipped - checkpoint, retreats);
    watcher.#watching = watcher.#watch().catch((error: unknown) => error);
    return watcher;
  }

  /** Ends, with what was wrong at any time. */
  async end(): Promise<void> {
    this.#over = true;
    const wrong = await this.#watching;
    if (wrong) throw wrong;
    const { events } = await read(this.start);
    const places = (log: LoggedEvent[]) => log.map(({ position, id }) => `${position} ${id}`);
    expect(places(events).slice(0, this.log.length), 'S5: what a reader has seen stays so').toEqual(
      places(this.log),
    );
  }

  logOf = (id: string): LoggedEvent[] => this.log.filter((e) => e.aggregate_id === id);
  takenOf = (consumer: string, id: string): Effect[] => this.#of(consumer).filter((e) => e.aggregate_id === id);
  /** Grows with everything that gets on. */
  progress = (): string =>
    String([this.log.length, this.#checkpoint, ...[...this.#took.values()].map((took) => took.length)]);

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

  #of(consumer: string): Effect[] {
    const took = this.#took.get(consumer) ?? [];
    this.#took.set(consumer, took);
    return took;
  }

  async #look(): Promise<void> {
    const seen = (name: string) => (this.before[name] ?? 0) + this.#of(name).length;
    const [news, [applied, state]] = await Promise.all([
      env.CONTROL.news(Object.fromEntries(STAND_INS.map((name) => [name, seen(name)]))),
      readModelAt(seen('notification')),
    ]);
    for (const [name, took] of Object.entries({ ...news, notification: applied })) this.#of(name).push(...took);
    await this.#readLog();
    const logged = new Set(this.log.map((e) => e.id));
    // Only streams that have begun since: of others it has not seen the beginning.
    const begun = new Set(this.log.filter((e) => e.version === 1).map((e) => e.aggregate_id));
    for (const [name, took] of this.#took) {
      const early = took.filter((e) => e.position > this.start && !logged.has(e.id));
      expect(early, `X1: ${name} took nothing that is not committed`).toEqual([]);
      this.#effectsHold(
        name,
        took.filter((e) => begun.has(e.aggregate_id)),
      );
    }

    const { checkpoint, rows, skipped, retreats } = state;
    expect(retreats, 'P5: a checkpoint only grows').toBe(this.retreats);
    expect(rows + skipped - checkpoint, 'P2: rows and checkpoint commit together').toBe(this.surplus);
    this.#checkpoint = checkpoint;
  }

  async #readLog(): Promise<void> {
    const seen = this.start + this.log.length;
    const { head, events } = await read(seen);
    expect(
      events.map((e) => e.position),
      'S5: a reader sees no hole',
    ).toEqual(events.map((_, n) => seen + 1 + n));
    expect(seen + events.length, 'S5: up to the head').toBeGreaterThanOrEqual(Math.min(head, seen + MOST));
    this.log.push(...events);
  }

  /** Once each and in order. Sagas keep no order among themselves: they are handed what comes, and recognise it. */
  #effectsHold(name: string, took: Effect[]): void {
    expect(new Set(took.map((e) => e.id)).size, `P2: once each at ${name}`).toBe(took.length);
    if (name === 'saga') return;
    for (const [id, of] of Map.groupBy(took, (e) => e.aggregate_id))
      expect(
        of.map((e) => e.version),
        `P3: ${name} took ${id} in order, nothing left out`,
      ).toEqual(of.map((_, n) => n + 1));
  }
}
