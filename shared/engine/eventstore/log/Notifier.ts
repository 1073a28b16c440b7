// Which subscriptions the log notifies of what it has committed, and when: at once the one that a caller waits for, or that a
// saga's own step concerns; behind the answers that are on their way the one that goes on by itself; the others a moment later, so
// that one page takes what many commits brought. All of it is in memory: the log's alarm repeats it.
import { giveWay, inTime } from '#shared/engine/runtime/deadline';
import { isAhead } from '#shared/engine/runtime/alarm';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import { hasUrgent, type SubscriptionRules } from '../subscription/rules.ts';

/** A call is answered once an alarm is armed. One that hangs must not keep those after it from being sent. */
const NOTIFY_MS = 10_000;
/** How long events gather while no one waits: longer where they keep coming, since each page costs its consumer a commit. */
const [GATHER_MS, GATHER_MORE_MS] = [25, 100];
/** The most events that a call brings along. */
const EVENTS = 200;

export interface NotifierDependencies {
  names: readonly string[];
  rulesOf(name: string): Pick<SubscriptionRules, 'interestedIn' | 'urgent'>;
  /** The first events after a position, as far as they are at hand. */
  after(position: number, limit: number): LoggedEvent[];
  send(name: string, before: number, head: number, events: LoggedEvent[], isAwaited: boolean): Promise<void>;
  /** A call failed: the alarm repeats it. */
  failed(): Promise<void>;
}

export class Notifier {
  readonly #acknowledged = new Map<string, number>();
  readonly #notifying = new Map<string, Promise<void>>();
  /** The last position that concerns each. */
  readonly #concerning = new Map<string, number>();
  /** A caller waits for positions up to here. */
  readonly #awaited = new Map<string, number>();
  /** A caller waits for it to show what is being committed. */
  readonly #awaiting = new Set<string>();
  /** When each was last notified. */
  readonly #lately = new Map<string, number>();
  /** Ends the gathering of each. */
  readonly #gathered = new Map<string, () => void>();
  /** The highest position that subscriptions are to know of. */
  #known = 0;

  constructor(private readonly dependencies: NotifierDependencies) {}

  get known(): number {
    return this.#known;
  }

  /** These receive what is committed next without delay. */
  await(names: Iterable<string>): void {
    for (const name of names) this.#awaiting.add(name);
  }

  /** Ends when the calls that it leads to have ended. */
  async committed(before: number, rows: readonly LoggedEvent[]): Promise<void> {
    this.#known = Math.max(this.#known, before + rows.length);
    for (const name of this.#awaiting) this.#hurry(name);
    this.#awaiting.clear();
    const concerned = this.dependencies.names.filter((name) => this.#concerns(name, rows));
    for (const name of concerned) this.#concerning.set(name, this.#known);
    const urgent = concerned.filter((name) => hasUrgent(rows, this.dependencies.rulesOf(name)));
    // Events of a saga's own steps: no caller waits for the log.
    const isOfSagas = rows.every(({ metadata }) => metadata.saga_id !== undefined);
    if (isOfSagas) for (const name of urgent) this.#hurry(name);
    await Promise.all([
      ...concerned.map((name) => this.#notify(name, before)),
      this.#hurryBehindAnswers(isOfSagas ? [] : urgent),
    ]);
  }

  /** Notifies all of them of everything up to `head`, at once. */
  async repeat(head: number): Promise<void> {
    this.#known = Math.max(this.#known, head);
    for (const name of this.dependencies.names) {
      this.#concerning.set(name, this.#known);
      this.#hurry(name);
    }
    await Promise.all(this.dependencies.names.map((name) => this.#notify(name, head)));
  }

  allAcknowledged(head: number): boolean {
    return this.dependencies.names.every((name) => (this.#acknowledged.get(name) ?? -1) >= head);
  }

  /** All Workers may share one thread: the publisher and its waiting callers have their answers before others begin to work. */
  async #hurryBehindAnswers(names: readonly string[]): Promise<void> {
    if (names.length === 0) return;
    await giveWay();
    for (const name of names) this.#hurry(name);
  }

  #hurry(name: string): void {
    this.#awaited.set(name, this.#known);
    this.#gathered.get(name)?.();
  }

  #isAwaited(name: string): boolean {
    return (this.#acknowledged.get(name) ?? 0) < (this.#awaited.get(name) ?? 0);
  }

  /** A call without news is the alarm's repetition: the first one may have reached no subscription, so all are notified. */
  #concerns(name: string, rows: readonly LoggedEvent[]): boolean {
    const { interestedIn } = this.dependencies.rulesOf(name);
    return rows.length === 0 || !interestedIn || rows.some(interestedIn);
  }

  /** Ends after a moment, or as soon as a caller waits. A crash in between leaves the alarm, which notifies. */
  #gather(name: string): Promise<void> {
    const lately = isAhead((this.#lately.get(name) ?? 0) + GATHER_MORE_MS, Date.now(), GATHER_MORE_MS);
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, lately ? GATHER_MORE_MS : GATHER_MS);
      this.#gathered.set(name, () => {
        clearTimeout(timer);
        resolve();
      });
    }).finally(() => this.#gathered.delete(name));
  }

  /** One call per subscription under way; what is committed in the meantime goes with the next one. */
  async #notify(name: string, before: number): Promise<void> {
    if (this.#notifying.has(name)) return;
    const notifying = this.#notifyUntilAcknowledged(name, before).finally(() => this.#notifying.delete(name));
    this.#notifying.set(name, notifying);
    return notifying;
  }

  async #notifyUntilAcknowledged(name: string, first: number): Promise<void> {
    const { after, send, failed } = this.dependencies;
    try {
      // Events that do not concern it go along.
      let before = Math.min(first, this.#acknowledged.get(name) ?? first);
      while ((this.#concerning.get(name) ?? 0) > (this.#acknowledged.get(name) ?? -1)) {
        if (!this.#isAwaited(name)) await this.#gather(name);
        const head = this.#known;
        this.#lately.set(name, Date.now());
        await inTime(
          NOTIFY_MS,
          `subscription ${name}`,
          send(name, before, head, after(before, EVENTS), this.#isAwaited(name)),
        );
        this.#acknowledged.set(name, head);
        before = head;
      }
    } catch {
      await failed();
    }
  }
}
