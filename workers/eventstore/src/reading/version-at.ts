// Where a stream was at an instant. The clock decides no order, so it may contradict the order of the events: one that was written
// by a clock that was ahead, or behind, stands between others. The answer is the version that most events agree with.
import { pagesOf, type StreamReader } from '#shared/engine/command/read-stream';
import type { PageBounds } from '#shared/engine/command/stream-page';

/**
 * The version before which most events say that they happened by then, and behind which most say that they did not; the latest of
 * those that are equally likely. A time that has not come yet says nothing, but by now all of them have happened.
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
