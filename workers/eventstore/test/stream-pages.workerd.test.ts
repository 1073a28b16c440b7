// A stream is answered in pages, bounded by count and by bytes (invariant R6): an RPC answer ends at 32 MiB.
import { describe, expect, it } from 'vitest';
import { pagesOf } from '#shared/engine/command/read-stream';
import { atOnce, eventStore, freshStream, request } from './env.ts';

describe('a long stream', () => {
  it('is answered in pages by count, each of which says which event it comes after', async () => {
    const { id, stream, event } = freshStream();
    await stream.append(request(id, 'no_stream', ...[1, 2, 3, 4, 5].map(event)));
    const pages = [];
    for await (const page of pagesOf(eventStore(), id, { page: { events: 2, bytes: 1e6 } })) pages.push(page);
    expect(pages.map(({ events, more }) => [events.map((e) => e.version), more])).toEqual([
      [[1, 2], true],
      [[3, 4], true],
      [[5], undefined],
    ]);
    const [first, second] = pages;
    expect(pages.map(({ base_id }) => base_id)).toEqual([undefined, first?.events[1]?.id, second?.events[1]?.id]);
  });

  it('of large events is answered in several pages, none of them larger than an answer may be', async () => {
    const { id, stream, event } = freshStream();
    const large = (n: number) => ({ ...event(n), data: { filename: `${n}${'x'.repeat(60_000)}` } });
    for (let n = 0; n < 80; n += 20)
      await stream.append(atOnce(id, 'any', ...Array.from({ length: 20 }, (_, i) => large(n + i))));
    const pages = [];
    for await (const page of pagesOf(eventStore(), id)) pages.push(page.events);
    expect(pages).toHaveLength(2);
    expect(pages.flat().map((e) => e.version)).toEqual(Array.from({ length: 80 }, (_, n) => n + 1));
    expect(Math.max(...pages.map((page) => JSON.stringify(page).length))).toBeLessThan(5 * 1024 * 1024);
  });
});
