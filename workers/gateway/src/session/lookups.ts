// Lookups of sessions that are under way. Who comes while one is follows it, and then looks into what the isolate remembers, by
// the rules of that: nothing is passed on but that the lookup has ended. One that never ends, because its request was broken
// off, is followed for a moment only.
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
