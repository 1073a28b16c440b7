// The version that a stream had at an instant. Clocks may contradict the order of events: a time from a clock that was ahead or
// behind appears among right ones. The answer is the version that most events agree with.
import { pagesOf, type StreamReader } from '#shared/engine/command/read-stream';
import type { PageBounds } from '#shared/engine/command/stream-page';

/**
 * Finds the version up to which most events have times by the instant, and after which most have later ones; of equals the latest. A
 * time in the future does not count, except that an instant from now on covers all events.
 */
export class VersionAt {
  version = 0;
  #agree = 0;
  #most = 0;
  readonly #isPast: (time: number) => boolean;

  /** @param at and `now` in milliseconds since 1970 */
  constructor(
    at: number,
    private readonly now: number,
  ) {
    this.#isPast = at >= now ? () => true : (time) => time <= at;
  }

  /** Takes the time of the next event, in the order of versions. */
  take(version: number, time: number): void {
    const isPast = this.#isPast(time);
    if (!isPast && time > this.now) return;
    this.#agree += isPast ? 1 : -1;
    if (this.#agree < this.#most) return;
    this.#most = this.#agree;
    this.version = version;
  }
}

/** Reads the times of the whole stream, page by page. */
export async function versionAt(
  reader: StreamReader,
  id: string,
  at: string,
  now: number,
  page?: PageBounds,
): Promise<number> {
  const found = new VersionAt(Date.parse(at), now);
  for await (const { events } of pagesOf(reader, id, page ? { page } : {}))
    for (const { version, created_at } of events) found.take(version, Date.parse(created_at));
  return found.version;
}
