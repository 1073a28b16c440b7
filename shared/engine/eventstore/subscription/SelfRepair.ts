// Parked events are tried again by themselves, now and then: what an outage has parked heals without a person, and what is
// broken keeps waiting for one. A pass tries the first event of each partition, with as many calls per alarm as are allowed;
// after passes that repaired nothing, the next ones come less and less often.
import { isAhead } from '../../runtime/alarm.ts';
import { backoffMs } from '../../runtime/backoff.ts';
import type { ParkingLot } from './ParkingLot.ts';
import type { RetryResult } from './retry-parked.ts';

export const SELF_REPAIR = { base_ms: 60_000, cap_ms: 60 * 60_000 };
const PARTITIONS = 20;
/** An alarm may call other Workers 32 times. A retry makes one call per event, and one to announce the status. */
const MOST_CALLS = 10;
const KEY = 'tries_parked';

type Retry = (position: number) => Promise<RetryResult>;

interface State {
  /** Passes in a row that repaired nothing. */
  tries: number;
  due_at: number;
  /** The partition behind which the pass goes on. */
  after: string;
  /** Whether this pass has repaired anything. */
  healed: boolean;
}

export class SelfRepair {
  constructor(
    private readonly kv: SyncKvStorage,
    private readonly parked: Pick<ParkingLot, 'partitions' | 'heads'>,
    private readonly random: () => number = Math.random,
  ) {}

  /** When to try again; null while nothing is parked. If the clock is set back, the wait is at most an hour. */
  dueAt(checkpoint: number, now: number): number | null {
    if (this.parked.partitions(checkpoint, '', 1).length === 0) {
      this.kv.delete(KEY);
      return null;
    }
    const state = this.kv.get<State>(KEY) ?? this.#next(0, now);
    if (state.due_at <= now || isAhead(state.due_at, now, SELF_REPAIR.cap_ms)) return state.due_at;
    return this.#next(state.tries, now).due_at;
  }

  /** Tries what is due, and answers when to come again; null when nothing is parked. */
  async goOn(checkpoint: number, now: () => number, retry: Retry): Promise<number | null> {
    const due = this.dueAt(checkpoint, now());
    if (due === null || due > now()) return due;
    await this.run(checkpoint, now(), retry);
    return this.dueAt(checkpoint, now());
  }

  /** A crash in the middle has the same partitions tried again: applying an event twice has one effect. */
  async run(checkpoint: number, now: number, retry: Retry): Promise<void> {
    const state = this.kv.get<State>(KEY) ?? this.#next(0, now);
    const page = this.parked.partitions(checkpoint, state.after, PARTITIONS);
    const heads = this.parked.heads(page.map(({ partition_key }) => partition_key));
    let { healed, after } = state;
    let calls = 0;
    for (const { partition_key } of page) {
      const head = heads.get(partition_key);
      const { delivered, next } = head === undefined ? { delivered: 0 } : await retry(head);
      healed ||= delivered > 0;
      calls += Math.max(1, delivered) + 1;
      // A partition with more events than one call takes is continued.
      if (next === undefined) after = partition_key;
      if (next !== undefined || calls >= MOST_CALLS) break;
    }
    if (after !== page.at(-1)?.partition_key || page.length === PARTITIONS)
      return this.kv.put<State>(KEY, { ...state, after, healed, due_at: now });
    this.#next(healed ? 0 : state.tries + 1, now);
  }

  #next(tries: number, now: number): State {
    const state = { tries, due_at: now + backoffMs(SELF_REPAIR, tries, this.random()), after: '', healed: false };
    this.kv.put<State>(KEY, state);
    return state;
  }
}
