// The board's one Durable Object: follows the log at its own pace, notes what it needs, runs the checks, keeps their
// results, and tells those who look that it has checked. It goes on by itself while somebody looks, and rests afterwards.
import { log } from '#shared/engine/runtime/log';
import { DurableObject } from 'cloudflare:workers';
import { isAhead, rearming } from '#shared/engine/runtime/alarm';
import { inTime } from '#shared/engine/runtime/deadline';
import type { Evidence, Invariant } from '#shared/mediahub/api/invariant';
import { CHECKS, type Broken, type Finding } from './checks/all.ts';
import type { BoardPort, Env } from './env.ts';
import { keep, type Found, type Kept } from './kept.ts';
import { Notes } from './Notes.ts';
import { isEnding, looked, watching, type Watch } from './watch.ts';

const EVERY_MS = 10_000;
/** Longer than any check takes: one that hangs must not be the last one. */
const CHECK_MS = 5 * 60_000;
const READ_MS = 30_000;
const PAGE = 1_000;
const MOST_EVIDENCE = 10;

export class Board extends DurableObject<Env> implements BoardPort {
  readonly #notes = new Notes(this.ctx.storage.sql);
  #checking: Promise<Invariant[]> | null = null;

  async look(user: string): Promise<Invariant[]> {
    await this.#goOn(user);
    const kept = this.#kept();
    // What an older version kept lacks what pages show now: it is checked anew.
    return kept?.results.every((result) => 'history' in result) ? kept.results : this.#check();
  }

  /** What is known without looking: a question about health starts no checks. */
  standing(): Promise<{ broken: number; checked_at: string | null }> {
    const kept = this.#kept();
    const broken = kept?.results.filter(({ state }) => state === 'red').length ?? 0;
    return Promise.resolve({ broken, checked_at: kept?.checked_at ?? null });
  }

  async check(user: string): Promise<Invariant[]> {
    await this.#goOn(user);
    return this.#check();
  }

  override alarm(): Promise<void> {
    return rearming(this.ctx.storage, EVERY_MS, () => this.#goOnChecking());
  }

  async #goOnChecking(): Promise<void> {
    const watch = watching(this.#watch(), Date.now());
    this.ctx.storage.kv.put('watch', watch);
    if (Object.keys(watch).length === 0) return;
    // Nobody asks again by themselves: a check that fails as a whole must not be the last one.
    await this.#check().catch((error: unknown) => log('warn', 'the board could not check', { error }));
    await this.ctx.storage.setAlarm(Date.now() + EVERY_MS);
  }

  /** One check at a time: who asks meanwhile gets the result of the one under way. */
  #check(): Promise<Invariant[]> {
    this.#checking ??= inTime(CHECK_MS, 'the check', this.#checkAll()).finally(() => (this.#checking = null));
    return this.#checking;
  }

  /** Who looks is told of every check from now on. After a rest the next one is due at once. */
  async #goOn(user: string): Promise<void> {
    const now = Date.now();
    this.ctx.storage.kv.put('watch', looked(this.#watch(), user, now));
    const at = await this.ctx.storage.getAlarm();
    // One beyond the longest wait was set by a clock that has gone back since.
    if (at !== null && (at <= now || isAhead(at, now, EVERY_MS))) return;
    const due = Date.parse(this.#kept()?.checked_at ?? new Date(now).toISOString()) + EVERY_MS;
    await this.ctx.storage.setAlarm(Math.min(Math.max(due, now), now + EVERY_MS));
  }

  #watch(): Watch {
    return this.ctx.storage.kv.get<Watch>('watch') ?? {};
  }

  #kept(): Kept | undefined {
    return this.ctx.storage.kv.get<Kept>('kept');
  }

  /** A hint without content: the evidence is for operators, and only the route knows who is one. */
  async #tell({ checked_at, changed_at }: Kept): Promise<void> {
    const now = Date.now();
    await Promise.allSettled(
      Object.entries(watching(this.#watch(), now)).map(([user, at]) => {
        const stale_before = isEnding(at, now) ? checked_at : changed_at;
        return this.env.BROWSERS.push(user, { type: 'invariants', checked_at, stale_before });
      }),
    );
  }

  /** A crash between two pages leaves the notes where they were: notes and cursor change together. */
  async #follow(): Promise<void> {
    for (;;) {
      const page = { after: this.#notes.cursor(), limit: PAGE };
      const { head, events, lost } = await inTime(READ_MS, 'the log', this.env.READER.readLog(page));
      // What it had noted is not what the log says any more: it reads the log again from its beginning.
      if (lost) this.ctx.storage.transactionSync(() => this.#notes.forget());
      if (lost) continue;
      this.ctx.storage.transactionSync(() => events.forEach((event) => this.#notes.take(event)));
      if ((events.at(-1)?.position ?? head) >= head) return;
    }
  }

  #evidenceOf({ text, code, params = {}, about, differences = [], positions }: Broken): Evidence {
    return {
      text,
      code,
      params,
      about: about === undefined ? null : { id: about, name: this.#notes.nameOf(about) },
      differences,
      events: this.#notes.chain(positions),
    };
  }

  async #checkAll(): Promise<Invariant[]> {
    await this.#follow();
    const results: Found[] = [];
    for (const { id, title, readModel = null, find } of CHECKS) {
      const finding = await find({
        env: this.env,
        notes: this.#notes,
        follow: () => this.#follow(),
        now: Date.now(),
      }).catch((error: unknown): Finding => ({ problem: String(error), checked: 0, broken: [] }));
      const { broken, checked, total = checked, problem = null } = finding;
      const evidence = broken.slice(0, MOST_EVIDENCE).map((one) => this.#evidenceOf(one));
      const state = problem !== null ? 'unknown' : broken.length > 0 ? 'red' : 'green';
      results.push({ id, title, state, checked, total, problem, read_model: readModel, evidence });
    }
    const kept = keep(this.#kept(), results, new Date().toISOString());
    this.ctx.storage.kv.put<Kept>('kept', kept);
    // A crash right here tells nobody: the next check says since when there is something new.
    this.ctx.waitUntil(this.#tell(kept));
    return kept.results;
  }
}
