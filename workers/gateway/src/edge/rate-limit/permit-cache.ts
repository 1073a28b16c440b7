// A bucket asked once for several requests: an isolate takes several permits, a sixtieth of the burst and at most ten, and lets as many
// requests through before it asks again. More than the rate allows never get through; what an isolate has taken and not used
// within five seconds is lost, so across many isolates a user near the limit may be refused a few requests early.
import { takeFromBucket, type Rate } from './leaky-bucket.ts';

const MOST = 10;
const KEPT_MS = 5_000;
const REMEMBERED = 1_000;

interface Permits {
  left: number;
  since: number;
}

export class PermitCache {
  readonly #of = new Map<string, Permits>();

  /** As `takeFromBucket`, of one. */
  async take(db: D1Database, bucket: string, rate: Rate, now: number): Promise<number> {
    if (this.#use(bucket, now)) return 0;
    const n = Math.max(1, Math.min(MOST, Math.floor(rate.count / 60)));
    if (n > 1 && (await takeFromBucket(db, bucket, rate, now, n)) === 0) {
      this.#keep(bucket, now, n - 1);
      return 0;
    }
    // Requests that came together have all asked: one may have more than it needs.
    return this.#use(bucket, now) ? 0 : takeFromBucket(db, bucket, rate, now);
  }

  #held(bucket: string, now: number): Permits | undefined {
    const held = this.#of.get(bucket);
    return held && held.left > 0 && held.since <= now && now < held.since + KEPT_MS ? held : undefined;
  }

  #use(bucket: string, now: number): boolean {
    const held = this.#held(bucket, now);
    if (held) held.left--;
    return held !== undefined;
  }

  #keep(bucket: string, now: number, more: number): void {
    const held = this.#held(bucket, now);
    if (held) held.left += more;
    else {
      if (this.#of.size >= REMEMBERED) this.#of.clear();
      this.#of.set(bucket, { left: more, since: now });
    }
  }
}
