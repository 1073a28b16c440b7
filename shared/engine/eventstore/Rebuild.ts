// One Durable Object per read model: the shell around a rebuild (rebuild/advance.ts). Its alarm does one bounded step
// after the other and saves what each has brought, so a crash anywhere costs the step that was under way.
import { DurableObject } from 'cloudflare:workers';
import { isAhead, rearming } from '#shared/engine/runtime/alarm';
import { inTime } from '#shared/engine/runtime/deadline';
import { standAside } from '#shared/engine/runtime/stand-aside';
import { eventsBetween } from '#shared/engine/event/epoch';
import { backoffMs } from '#shared/engine/runtime/backoff';
import type { ReadModelPort, RebuildStatus, RebuildSteps } from '#shared/engine/ports/rebuild';
import { readModelOf, type StoreDefinition } from './definition.ts';
import type { StoreEnv } from './env.ts';
import * as log from './log/store.ts';
import { eventsOfRow } from './rebuild/events-of-row.ts';
import { advance, type Dependencies } from './rebuild/advance.ts';
import type { RebuildObjectPort } from './rebuild/port.ts';
import { begun, statusOf, withoutRows, type RebuildState } from './rebuild/state.ts';
import { reasonOf } from './subscription/schedule.ts';

/** While a step runs, an alarm is set this far ahead: after a crash it resumes the rebuild. */
const SAFETY_ALARM_MS = 1_000;
const STEP_TIMEOUT_MS = 60_000;
/** How long one alarm goes on before it lets another follow. */
const TURN_MS = 2_000;
/** And no more steps than this: an alarm may call other Workers 32 times, and a step calls once or twice. */
const STEPS = 12;
/**
 * After each step the rebuild yields while others have work, for at most this part of the time that the step took. All Workers
 * share one thread on one machine: steps that only wait for other Workers would let no request in until the end.
 */
const REST = 0.5;
const ANNOUNCE_EVERY_MS = 500;
const BACKOFF = { base_ms: 200, cap_ms: 10_000 };

export class Rebuild<Env extends StoreEnv = StoreEnv> extends DurableObject<Env> implements RebuildObjectPort {
  #announcedAt = 0;

  constructor(
    ctx: DurableObjectState,
    env: Env,
    private readonly store: StoreDefinition<Env>,
  ) {
    super(ctx, env);
  }

  async start(name: string): Promise<boolean> {
    if (this.#running()) return false;
    this.ctx.storage.kv.put('name', name);
    this.ctx.storage.kv.put('state', begun(Date.now()));
    await this.ctx.storage.setAlarm(Date.now());
    return true;
  }

  async resume(name: string): Promise<void> {
    if (this.#running()) return;
    const { generation, startsOver } = await stepsOf(readModelOf(this.store, this.env, name)).standing();
    if (generation !== null && !startsOver) await this.start(name);
  }

  abort(): Promise<boolean> {
    const at = this.#running();
    if (!at || at.state === 'completed') return Promise.resolve(false);
    this.ctx.storage.kv.put('state', { ...at, abort: true });
    return Promise.resolve(true);
  }

  /** Also corrects the alarm: one that was set before the clock went back would ring only when the clock has caught up. */
  async status(): Promise<RebuildStatus | null> {
    const at = this.#state();
    if (this.#running()) await this.#keepTime();
    return at ? statusOf(at) : null;
  }

  async #keepTime(): Promise<void> {
    const [at, now] = [await this.ctx.storage.getAlarm(), Date.now()];
    // Overdue is about to ring; while one rings there is none.
    if (at !== null && at > now && !isAhead(at, now, BACKOFF.cap_ms)) await this.ctx.storage.setAlarm(now);
  }

  override alarm(): Promise<void> {
    return rearming(this.ctx.storage, SAFETY_ALARM_MS, () => this.#goOn());
  }

  async #goOn(): Promise<void> {
    const until = Date.now() + TURN_MS;
    for (let n = 0; n < STEPS && this.#running() && isAhead(until, Date.now(), TURN_MS); n++) {
      await this.ctx.storage.setAlarm(Date.now() + SAFETY_ALARM_MS);
      const began = Date.now();
      const retryAt = await this.#step();
      await standAside(Date.now, (Date.now() - began) * REST);
      await this.ctx.storage.setAlarm(retryAt);
      if (retryAt > Date.now()) break;
    }
    if (!this.#running()) await this.ctx.storage.deleteAlarm();
    this.ctx.waitUntil(this.#announce());
  }

  /** One step, and when the next one is due. */
  async #step(): Promise<number> {
    const before = this.#state();
    const name = this.ctx.storage.kv.get<string>('name');
    if (!before || !name) return Date.now();
    let news: Partial<RebuildState>;
    try {
      news = { ...(await advance(before, this.#around(name))), attempts: 0, last_error: null };
    } catch (error) {
      news = { attempts: before.attempts + 1, last_error: reasonOf(error) };
    }
    // A wish to abort may have come during the step: only what the step brought is overwritten.
    this.ctx.storage.kv.put('state', { ...(this.#state() ?? before), ...news });
    if (!isAhead(this.#announcedAt + ANNOUNCE_EVERY_MS, Date.now(), ANNOUNCE_EVERY_MS))
      this.ctx.waitUntil(this.#announce());
    return Date.now() + (news.attempts ? backoffMs(BACKOFF, news.attempts, Math.random()) : 0);
  }

  #around(name: string): Dependencies {
    const { DB } = this.env;
    return {
      steps: stepsOf(readModelOf(this.store, this.env, name)),
      read: (after, limit) => inTime(log.LOG_MS, 'the log', log.read(this.store.catalogue, DB, { after, limit })),
      head: () => inTime(log.LOG_MS, 'the log', log.head(DB)),
      eventsOfRow: (key) => inTime(log.LOG_MS, 'the log', eventsOfRow(this.store, DB, key)),
      now: Date.now,
    };
  }

  #state(): RebuildState | undefined {
    return this.ctx.storage.kv.get<RebuildState>('state');
  }

  #running(): RebuildState | undefined {
    const at = this.#state();
    return at?.finished_at === null ? at : undefined;
  }

  async #announce(): Promise<void> {
    this.#announcedAt = Date.now();
    const name = this.ctx.storage.kv.get<string>('name');
    const rebuild = await this.status();
    if (!name) return;
    try {
      const status = await this.env.SUBSCRIPTION.getByName(name).status(name);
      const head = await log.head(this.env.DB);
      await this.store.announce?.(this.env, {
        ...status,
        head,
        lag: eventsBetween(status.checkpoint, head),
        rebuild: rebuild && withoutRows(rebuild),
      });
    } catch {
      // Best effort: a viewer who missed it sees the state on the next fetch.
    }
  }
}

/** The owner's steps, each with a deadline: an answer that never comes must not hold the alarm. */
function stepsOf(port: ReadModelPort): RebuildSteps {
  const ask = <T>(work: Promise<T>): Promise<T> => inTime(STEP_TIMEOUT_MS, 'the read model', work);
  return {
    begin: () => ask(port.rebuild('begin')),
    fill: (...args) => ask(port.rebuild('fill', ...args)),
    compare: (...args) => ask(port.rebuild('compare', ...args)),
    trace: (...args) => ask(port.rebuild('trace', ...args)),
    cutOver: (...args) => ask(port.rebuild('cutOver', ...args)),
    abandon: () => ask(port.rebuild('abandon')),
    startOver: () => ask(port.rebuild('startOver')),
    standing: () => ask(port.rebuild('standing')),
    sweep: () => ask(port.rebuild('sweep')),
  };
}
