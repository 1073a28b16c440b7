// The board's one Durable Object: follows the log into its replica, runs the checks, keeps their
// results, and announces each check to its viewers. It keeps checking while it has viewers, and pauses afterwards.
// Only its alarm calls other Workers: each makes as many calls as one invocation may, and the next one goes on at once.
import { log } from '#shared/engine/runtime/log';
import { DurableObject } from 'cloudflare:workers';
import { isAhead, rearming } from '#shared/engine/runtime/alarm';
import { inTime } from '#shared/engine/runtime/deadline';
import type { LogPage } from '#shared/engine/ports/eventstore';
import type { Evidence, Invariant, InvariantState } from '#shared/mediahub/api/invariant';
import { CHECKS, type Broken, type Check, type Finding } from './checks/all.ts';
import type { BoardPort, BoardSummary, Env } from './env.ts';
import { isCurrent, nextResult, stateOf, type CheckResult, type LastResult } from './last-result.ts';
import { LogReplica } from './LogReplica.ts';
import { MeteredRun, type Metered } from './metered.ts';
import { activeViewers, expiresSoon, viewed, type Viewers } from './viewers.ts';

const EVERY_MS = 10_000;
/** On Cloudflare an invocation may call other Workers 32 times, including calls made by its callees. */
const CALLS_AN_ALARM = 24;
/** Longer than a part of a round takes, and than a round: what hangs must not be the last one. */
const PART_MS = 5 * 60_000;
const ROUND_MS = 9 * 60_000;
const READ_MS = 30_000;
const PUSH_MS = 5_000;
const PAGE = 1_000;
const MOST_EVIDENCE = 10;

/** Callers waiting for a round that has not begun: a running one may already have passed what they want to know. */
type PendingCheck = PromiseWithResolvers<Invariant[]>;

interface Round {
  work: MeteredRun<void>;
  pending: PendingCheck | null;
}

export class Board extends DurableObject<Env> implements BoardPort {
  readonly #replica = new LogReplica(this.ctx.storage.sql);
  /** The one under way. Lost with the object: then the next alarm begins another. */
  #round: Round | null = null;
  #pending: PendingCheck | null = null;

  async look(user: string): Promise<Invariant[]> {
    const last = this.#lastResult();
    // An older version's result lacks fields that pages show now: check again.
    if (!last?.results.every(isCurrent)) return this.check(user);
    await this.#keepChecking(user);
    return last.results;
  }

  /** Does not count as a look: a request for /health starts no checks. */
  summary(): Promise<BoardSummary> {
    const last = this.#lastResult();
    const count = (...states: InvariantState[]) =>
      (last?.results ?? []).filter(({ state }) => states.includes(state)).length;
    return Promise.resolve({
      broken: count('red'),
      undecided: last ? count('looking', 'unknown') : CHECKS.length,
      checked_at: last?.checked_at ?? null,
    });
  }

  async check(user: string): Promise<Invariant[]> {
    // Registered before the alarm is set: it may ring at once.
    const { promise } = (this.#pending ??= Promise.withResolvers());
    await this.#keepChecking(user);
    return inTime(ROUND_MS, 'the board', promise);
  }

  override alarm(): Promise<void> {
    return rearming(this.ctx.storage, EVERY_MS, () => this.#continueChecks());
  }

  async #continueChecks(): Promise<void> {
    const viewers = activeViewers(this.#viewers(), Date.now());
    this.ctx.storage.kv.put('watch', viewers);
    // A round without waiting callers is not continued later: its findings would be outdated.
    if (Object.keys(viewers).length === 0) this.#round = null;
    if (Object.keys(viewers).length === 0) return;
    // Viewers do not retry: a round that fails as a whole must not be the last one.
    await this.#continueRound().catch((error: unknown) => log('warn', 'the board could not check', { error }));
    const isDue = this.#round !== null || this.#pending !== null;
    await this.ctx.storage.setAlarm(Date.now() + (isDue ? 0 : EVERY_MS));
  }

  /** As much of a round as one invocation may call for. */
  async #continueRound(): Promise<void> {
    this.#round ??= this.#begin();
    const { work, pending } = this.#round;
    try {
      const end = await inTime(PART_MS, 'the check', work.resume(CALLS_AN_ALARM));
      if (end) this.#round = null;
    } catch (error) {
      this.#round = null;
      pending?.reject(error);
      throw error;
    }
  }

  #begin(): Round {
    const pending = this.#pending;
    this.#pending = null;
    return { work: new MeteredRun(this.#checkAll(pending)), pending };
  }

  /** Registers a viewer; resumes the alarm if checks were paused, or if a check was requested. */
  async #keepChecking(user: string): Promise<void> {
    const now = Date.now();
    this.ctx.storage.kv.put('watch', viewed(this.#viewers(), user, now));
    if (this.#pending !== null) return this.ctx.storage.setAlarm(now);
    const at = await this.ctx.storage.getAlarm();
    // One beyond the longest wait was set by a clock that has gone back since.
    if (at !== null && (at <= now || isAhead(at, now, EVERY_MS))) return;
    const due = Date.parse(this.#lastResult()?.checked_at ?? new Date(now).toISOString()) + EVERY_MS;
    await this.ctx.storage.setAlarm(Math.min(Math.max(due, now), now + EVERY_MS));
  }

  #viewers(): Viewers {
    return this.ctx.storage.kv.get<Viewers>('watch') ?? {};
  }

  #lastResult(): LastResult | undefined {
    return this.ctx.storage.kv.get<LastResult>('kept');
  }

  /** A hint without content: the evidence is for operators, and only the route knows who they are. */
  async *#notifyViewers({ checked_at, changed_at }: LastResult): Metered<void> {
    const now = Date.now();
    for (const [user, at] of Object.entries(activeViewers(this.#viewers(), now))) {
      const stale_before = expiresSoon(at, now) ? checked_at : changed_at;
      yield 1;
      const pushed = this.env.BROWSERS.push(user, { type: 'invariants', checked_at, stale_before });
      await inTime(PUSH_MS, 'the live channel', pushed).catch(() => undefined);
    }
  }

  /** A crash between two pages leaves the replica where it was: its tables and cursor change together. */
  async *#follow(): Metered<void> {
    for (;;) {
      yield 1;
      const page = { after: this.#replica.cursor(), limit: PAGE };
      const answer = await inTime(READ_MS, 'the log', this.env.READER.readLog(page));
      const { head, events, set_aside } = answer;
      // The replica is of a history that the log no longer has: it reads the log again from its beginning.
      if (this.#isAnother(answer)) continue;
      const gaps = set_aside?.gaps;
      this.ctx.storage.transactionSync(() => events.forEach((event) => this.#replica.apply(event, gaps)));
      if ((events.at(-1)?.position ?? head) >= head) return;
    }
  }

  #isAnother({ lost, set_aside }: LogPage): boolean {
    const { kv } = this.ctx.storage;
    const epoch = set_aside?.epoch ?? 0;
    if (!lost && epoch === (kv.get<number>('set_aside') ?? 0)) return false;
    this.ctx.storage.transactionSync(() => {
      this.#replica.reset();
      kv.put('set_aside', epoch);
    });
    return true;
  }

  #evidenceOf({ text, code, params = {}, about, differences = [], positions }: Broken): Evidence {
    return {
      text,
      code,
      params,
      about: about === undefined ? null : { id: about, name: this.#replica.nameOf(about) },
      differences,
      events: this.#replica.chain(positions),
    };
  }

  async *#run({ id, title, readModel, find }: Check): Metered<CheckResult> {
    const now = Date.now();
    let finding: Finding;
    let problem: string | null = null;
    try {
      const found = find({ env: this.env, replica: this.#replica, follow: () => this.#follow(), now });
      finding = 'next' in found ? yield* found : found;
    } catch (error) {
      problem = String(error);
      finding = { checked: 0, total: 0, wholeSince: null, broken: [] };
    }
    const { broken, checked, total, wholeSince } = finding;
    return {
      id,
      title,
      state: problem === null ? stateOf(finding) : 'unknown',
      checked_at: new Date(now).toISOString(),
      covered_since: wholeSince === null ? null : new Date(wholeSince).toISOString(),
      checked,
      total,
      problem,
      read_model: readModel ?? null,
      broken: broken.length,
      evidence: broken.slice(0, MOST_EVIDENCE).map((one) => this.#evidenceOf(one)),
    };
  }

  async *#checkAll(pending: PendingCheck | null): Metered<void> {
    const began = new Date().toISOString();
    yield* this.#follow();
    const results: CheckResult[] = [];
    for (const check of CHECKS) results.push(yield* this.#run(check));
    const last = nextResult(this.#lastResult(), results, began);
    this.ctx.storage.kv.put<LastResult>('kept', last);
    pending?.resolve(last.results);
    // A crash here notifies no viewer: the next round says since when there is a change.
    yield* this.#notifyViewers(last);
  }
}
