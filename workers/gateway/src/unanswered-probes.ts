// Since when a Worker has owed an answer. Under load answers come late, and a late one is an answer: only a silence that no load
// explains means that it is down. In the memory of an isolate; a new one starts counting again. Pure.

/** So many questions to one Worker are open at a time: more would add to the load and say no more. */
const MOST_OPEN = 4;

interface Silence {
  /** When the first question since the last answer was asked. */
  since: number;
  /** When each open question was asked. A caller that disconnects may leave one behind, so none counts forever. */
  open: number[];
}

export class UnansweredProbes {
  /** From here on a silence is the end. */
  static readonly MOST_MS = 30_000;

  readonly #of = new Map<string, Silence>();

  /** Notes a question. @returns to be called with its answer; null when enough are open */
  ask(name: string, now: number): (() => void) | null {
    const silence = this.#of.get(name) ?? { since: now, open: [] };
    this.#of.set(name, silence);
    // A clock that has gone back says nothing about the time before.
    if (silence.since > now) silence.since = now;
    silence.open = silence.open.filter((at) => at <= now && now < at + UnansweredProbes.MOST_MS);
    if (silence.open.length >= MOST_OPEN) return null;
    silence.open.push(now);
    return () => void this.#of.delete(name);
  }

  /** It has been silent for so long that it counts as down. */
  isOver(name: string, now: number): boolean {
    const silence = this.#of.get(name);
    return silence !== undefined && now >= silence.since + UnansweredProbes.MOST_MS;
  }
}
