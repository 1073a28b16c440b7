// The board's one Durable Object: follows the log at its own pace, notes what it needs, runs the checks, and keeps their
// results. It goes on by itself while somebody looks, and rests afterwards.
import { DurableObject } from 'cloudflare:workers';
import type { Invariant } from '#shared/invariants';
import { CHECKS, type Finding } from './checks/all.ts';
import type { BoardPort, Env } from './env.ts';
import { Notes } from './Notes.ts';

const EVERY_MS = 10_000;
/** So long after the last look the checks go on. */
const WATCHED_MS = 600_000;
const PAGE = 1_000;
const MOST_EVIDENCE = 10;

export class Board extends DurableObject<Env> implements BoardPort {
  readonly #notes = new Notes(this.ctx.storage.sql);
  #checking: Promise<Invariant[]> | null = null;

  async look(): Promise<Invariant[]> {
    await this.#goOn();
    return this.#results() ?? this.check();
  }

  /** One check at a time: who asks meanwhile gets the result of the one under way. */
  async check(): Promise<Invariant[]> {
    await this.#goOn();
    this.#checking ??= this.#checkAll().finally(() => (this.#checking = null));
    return this.#checking;
  }

  override async alarm(): Promise<void> {
    const seen = this.ctx.storage.kv.get<number>('looked_at') ?? 0;
    if (Date.now() - seen > WATCHED_MS) return;
    this.#checking ??= this.#checkAll().finally(() => (this.#checking = null));
    await this.#checking;
    await this.ctx.storage.setAlarm(Date.now() + EVERY_MS);
  }

  async #goOn(): Promise<void> {
    this.ctx.storage.kv.put('looked_at', Date.now());
    if ((await this.ctx.storage.getAlarm()) === null) await this.ctx.storage.setAlarm(Date.now() + EVERY_MS);
  }

  #results(): Invariant[] | undefined {
    return this.ctx.storage.kv.get<Invariant[]>('results');
  }

  /** A crash between two pages leaves the notes where they were: notes and cursor change together. */
  async #follow(): Promise<void> {
    for (;;) {
      const { events } = await this.env.READER.readLog({ after: this.#notes.cursor(), limit: PAGE });
      this.ctx.storage.transactionSync(() => events.forEach((event) => this.#notes.take(event)));
      if (events.length < PAGE) return;
    }
  }

  async #checkAll(): Promise<Invariant[]> {
    await this.#follow();
    const results: Invariant[] = [];
    for (const { id, title, find } of CHECKS) {
      const checked_at = new Date().toISOString();
      const finding = await find({
        env: this.env,
        notes: this.#notes,
        follow: () => this.#follow(),
        now: Date.now(),
      }).catch((error: unknown): Finding => ({ problem: String(error), checked: 0, broken: [] }));
      const { broken, checked, problem = null } = finding;
      const evidence = broken
        .slice(0, MOST_EVIDENCE)
        .map(({ text, positions }) => ({ text, events: this.#notes.chain(positions) }));
      const state = problem !== null ? 'unknown' : broken.length > 0 ? 'red' : 'green';
      results.push({ id, title, state, checked_at, checked, problem, evidence });
    }
    this.ctx.storage.kv.put('results', results);
    return results;
  }
}
