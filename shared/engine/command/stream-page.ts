// How much of a stream one answer holds: bounded by count and by bytes, whichever comes first (an RPC answer ends at
// 32 MiB). The store in memory cuts its pages with the same function as the real one.

export interface PageBounds {
  events: number;
  bytes: number;
}

export const PAGE: PageBounds = { events: 1_000, bytes: 4 * 1024 * 1024 };

/** A caller may ask for smaller pages than the store's, never for larger ones. */
export const within = (most: PageBounds, asked: PageBounds = most): PageBounds => ({
  events: Math.min(most.events, asked.events),
  bytes: Math.min(most.bytes, asked.bytes),
});

export interface Page<Item> {
  items: Item[];
  /** Something comes after the last of them. */
  more: boolean;
}

/** The first page of what comes. At least one item, however large, or no reader would ever get past it. */
export function firstPage<Item>(
  all: Iterable<Item>,
  sizeOf: (item: Item) => number,
  { events, bytes }: PageBounds,
): Page<Item> {
  const items: Item[] = [];
  let size = 0;
  for (const item of all) {
    size += sizeOf(item);
    if (items.length > 0 && (items.length >= events || size > bytes)) return { items, more: true };
    items.push(item);
  }
  return { items, more: false };
}
