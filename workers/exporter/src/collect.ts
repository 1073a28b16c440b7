// Settling what goes into an export: the album's own stream says which media, theirs say which files. Lagging views are
// not asked, so what is in the ZIP is what was in the album.
import type { StreamEvent } from '#shared/engine/envelope';
import type { EventReaderPort } from '#shared/engine/ports/eventstore';
import { contentsOf, fileOf, type ZipFile } from './domain/contents.ts';
import { withUniqueNames } from './domain/zip-names.ts';

const AT_ONCE = 20;

export type Collected = { files: ZipFile[] } | { code: string; reason: string };

/** A stream to its end, however many pages that takes. */
export async function wholeStream(store: EventReaderPort, id: string): Promise<StreamEvent[]> {
  const events: StreamEvent[] = [];
  for (;;) {
    const slice = await store.readStream(id, { after_version: events.at(-1)?.version ?? 0 });
    events.push(...slice.events);
    if (slice.events.length === 0 || (events.at(-1)?.version ?? 0) >= slice.version) return events;
  }
}

/** @param alive called between two reads */
export async function collect(
  store: EventReaderPort,
  owner: string,
  albumId: string,
  alive: () => void,
): Promise<Collected> {
  const album = contentsOf(await wholeStream(store, albumId));
  if (!album || album.user_id !== owner)
    return { code: 'album_not_found', reason: 'The album is not there any more.' };

  const found: ZipFile[] = [];
  for (let n = 0; n < album.media.length; n += AT_ONCE) {
    const some = album.media.slice(n, n + AT_ONCE);
    const files = await Promise.all(some.map(async (id) => fileOf(id, await wholeStream(store, id))));
    found.push(...files.filter((file) => file !== null));
    alive();
  }
  if (found.length === 0) return { code: 'album_empty', reason: 'There is nothing in the album.' };
  return { files: withUniqueNames(found) };
}
