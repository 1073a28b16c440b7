// Settling what goes into an export: the album's own stream says which media, theirs say which files. Lagging views are
// not asked, so what is in the ZIP is what was in the album.
import type { EventReaderPort } from '#shared/engine/ports/eventstore';
import { contentsOf, fileOf, withUniqueNames, type ZipFile } from './domain/contents.ts';
import { ZIP_MAX_BYTES, zipLength } from './zip/zip.ts';

/** So many names fit into one event. */
const MOST_FILES = 300;
const AT_ONCE = 20;

export type Collected = { files: ZipFile[] } | { code: string; reason: string };

export async function collect(store: EventReaderPort, owner: string, albumId: string): Promise<Collected> {
  const album = contentsOf((await store.readStream(albumId)).events);
  if (!album || album.user_id !== owner)
    return { code: 'album_not_found', reason: 'The album is not there any more.' };
  if (album.media.length > MOST_FILES)
    return { code: 'export_too_large', reason: `An export holds at most ${MOST_FILES} files.` };

  const found: ZipFile[] = [];
  for (let n = 0; n < album.media.length; n += AT_ONCE) {
    const some = album.media.slice(n, n + AT_ONCE);
    const files = await Promise.all(some.map(async (id) => fileOf(id, (await store.readStream(id)).events)));
    found.push(...files.filter((file) => file !== null));
  }
  if (found.length === 0) return { code: 'album_empty', reason: 'There is nothing in the album.' };
  const files = withUniqueNames(found);
  return zipLength(files) > ZIP_MAX_BYTES
    ? { code: 'export_too_large', reason: 'The files are too large.' }
    : { files };
}
