// A bucket asked once for several requests: an isolate takes a handful, a sixtieth of the burst and at most ten, and lets as many
// requests through before it asks again. More than the rate allows never get through; what an isolate has taken and not used
// within five seconds is lost, so across many isolates a user near the limit may be refused a few requests early.
import { take, type Rate } from './take.ts';

const MOST = 10;
const KEPT_MS = 5_000;
const REMEMBERED = 1_000;

interface Handful {
  left: number;
  since: number;
}

export class Handfuls {
  readonly #of = new Map<string, Handful>();

  /** As `take`, of one. */
  async take(db: D1Database, bucket: string, rate: Rate, now: number): Promise<number> {
    const held = this.#of.get(bucket);
    if (held && held.left > 0 && held.since <= now && now < held.since + KEPT_MS) {
      held.left--;
      return 0;
    }
    const n = Math.max(1, Math.min(MOST, Math.floor(rate.count / 60)));
    if (n > 1 && (await take(db, bucket, rate, now, n)) === 0) {
      if (this.#of.size >= REMEMBERED) this.#of.clear();
      this.#of.set(bucket, { left: n - 1, since: now });
      return 0;
    }
    return take(db, bucket, rate, now);
  }
}
