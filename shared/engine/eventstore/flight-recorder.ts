// What passed through one object recently, for viewers: a ring in memory that records nothing while no page asks.
// It is lost with the object, decides nothing, and holds positions only, never the content of an event. The runtime's
// clock does not advance between two awaits, so its milliseconds are coarse.
import type { Delivered, Delivery } from '#shared/engine/ports/consumer';

export const PASSAGES = ['logged', 'duplicate', 'handed', 'applied', 'refused', 'failed'] as const;
/**
 * `logged`: got its position. `duplicate`: published again, the log had it. `handed`: given to the consumer. `applied`:
 * the consumer took it. `refused`: the consumer's checkpoint was elsewhere, nothing changed. `failed`: tried again later.
 */
export type Passage = (typeof PASSAGES)[number];

/** Of the events with from < position ≤ to. */
export interface Note {
  at: number;
  what: Passage;
  from: number;
  to: number;
  /** Why it failed. */
  text?: string;
}

/** How long the ring keeps recording after a page has asked. */
const WATCHED_MS = 60_000;
const MOST_NOTES = 400;

export class FlightRecorder {
  #notes: Note[] = [];
  #watchedUntil = 0;
  /** Always counted, since the object came up: an increment costs nothing. */
  refused = 0;

  constructor(private readonly now: () => number = Date.now) {}

  note(what: Passage, from: number, to: number, text?: string): void {
    if (what === 'refused' || what === 'duplicate') this.refused += to - from;
    if (this.now() > this.#watchedUntil) return;
    this.#notes.push({ at: this.now(), what, from, to, ...(text === undefined ? {} : { text }) });
    if (this.#notes.length > MOST_NOTES) this.#notes.splice(0, this.#notes.length - MOST_NOTES);
  }

  /** Notes what becomes of a delivery; it changes nothing of it. */
  async delivery({ from, to }: Delivery, delivered: Promise<Delivered>): Promise<Delivered> {
    this.note('handed', from, to);
    try {
      const answer = await delivered;
      this.note(answer.skipped ? 'refused' : 'applied', from, to);
      return answer;
    } catch (error) {
      this.note('failed', from, to, String(error));
      throw error;
    }
  }

  watched(since: number): { refused: number; notes: Note[] } {
    return { refused: this.refused, notes: this.watch(since) };
  }

  /** The notes from this instant on. Asking keeps the ring going. */
  watch(since: number): Note[] {
    const now = this.now();
    if (now > this.#watchedUntil) this.#notes = [];
    this.#watchedUntil = now + WATCHED_MS;
    return this.#notes.filter(({ at }) => at >= since);
  }
}
