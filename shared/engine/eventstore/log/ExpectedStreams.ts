// New streams whose first event is on its way. The log promises to remind each that does not publish it: one commit for many of
// them, where each would set, ring and delete an alarm of its own. Durable before the event is; a promise that was kept is
// deleted with a later commit, and after a crash it costs a reminder that finds nothing to do.
import { isAhead } from '../../runtime/alarm.ts';

const KEY = 'expected:';
/** How long a stream may count on a promise; one that commits later has to set its own alarm. */
export const EXPECTED_MS = 2_000;
/** So much later the log reminds: clocks of two machines may differ. */
const MARGIN_MS = 1_000;
const MOST = 10_000;

type Kv = Pick<DurableObjectStorage['kv'], 'put' | 'delete' | 'list'>;

export class ExpectedStreams {
  /** By aggregate id, until when its stream counts on it. Each has a row. */
  readonly #until = new Map<string, number>();
  /** No promise any more; their rows are to be deleted. */
  readonly #over = new Set<string>();

  constructor(private readonly kv: Kv) {
    for (const [key, until] of kv.list<number>({ prefix: KEY })) this.#until.set(key.slice(KEY.length), until);
  }

  /** @returns until when these streams may count on a reminder, once what is written here is committed; 0: not at all */
  add(aggregateIds: readonly string[], now: number): number {
    this.deleteOver();
    if (this.#until.size + aggregateIds.length > MOST) return 0;
    const until = now + EXPECTED_MS;
    for (const id of aggregateIds) {
      this.#until.set(id, until);
      this.kv.put(KEY + id, until);
    }
    return until;
  }

  /** Its first event is in the log, or the stream has set an alarm. */
  settle(aggregateId: string): void {
    if (this.#until.delete(aggregateId)) this.#over.add(aggregateId);
  }

  /** Those to be reminded, at most `most`. A promise further ahead than possible was made by a clock that has since gone back. */
  due(now: number, most = MOST): string[] {
    const due: string[] = [];
    for (const [id, until] of this.#until) {
      if (due.length >= most) break;
      if (!isAhead(until + MARGIN_MS, now, EXPECTED_MS + MARGIN_MS)) due.push(id);
    }
    return due;
  }

  /** It could not be reminded: the others go first. */
  later(aggregateId: string): void {
    const until = this.#until.get(aggregateId);
    if (until === undefined) return;
    this.#until.delete(aggregateId);
    this.#until.set(aggregateId, until);
  }

  get isEmpty(): boolean {
    return this.#until.size === 0;
  }

  deleteOver(): void {
    for (const id of this.#over) if (!this.#until.has(id)) this.kv.delete(KEY + id);
    this.#over.clear();
  }
}
