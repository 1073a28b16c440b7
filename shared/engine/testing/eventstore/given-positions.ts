// Every position that was ever given, and the event that it was given to: beyond what any store still knows.
import type { LoggedEvent } from '../../event/envelope.ts';

export class GivenPositions {
  readonly #events = new Map<number, string>();
  /** What was given a second time. Noted, not thrown: the sequencer takes what its log throws for a failure of the log. */
  readonly twice: string[] = [];

  note(rows: readonly LoggedEvent[]): void {
    for (const { position, aggregate_id, id } of rows) {
      const key = `${aggregate_id} ${id}`;
      if ((this.#events.get(position) ?? key) !== key) this.twice.push(`${position} is ${key}`);
      this.#events.set(position, key);
    }
  }

  /** Later positions may be given again: no store remembers that they were given. */
  forgetBeyond(position: number): void {
    for (const given of this.#events.keys()) if (given > position) this.#events.delete(given);
  }
}
