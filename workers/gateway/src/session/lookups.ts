// Lookups of sessions that are under way. A request that finds one waits until it ends, and then reads the isolate's memory by
// the memory's own rules: a lookup passes on nothing but its end. One that never ends, because its request was broken off,
// delays others for a moment only.
import { within } from '#shared/engine/runtime/deadline';

const FOLLOWED_MS = 100;
const AT_ONCE = 1_000;

export class Lookups<Found> {
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(private readonly recall: (key: string) => Found | undefined) {}

  /** What a lookup that is under way has found, if there is one and it ends soon. */
  async follow(key: string): Promise<Found | undefined> {
    const leader = this.#underWay.get(key);
    if (!leader) return undefined;
    await within(FOLLOWED_MS, leader);
    return this.recall(key);
  }

  /** Lets others join this lookup; `keep` receives the result before any of them continues. */
  async lead<Read>(key: string, reading: Promise<Read>, keep: (read: Read) => void): Promise<Read> {
    if (this.#underWay.size >= AT_ONCE) this.#underWay.clear();
    const ended = reading.then(keep, () => undefined);
    this.#underWay.set(key, ended);
    try {
      const read = await reading;
      await ended;
      return read;
    } finally {
      if (this.#underWay.get(key) === ended) this.#underWay.delete(key);
    }
  }
}
