// Settling what goes into an export: the album's own stream says which media, theirs say which files. Lagging views are
// not asked, so what is in the ZIP is what was in the album.
import { foldStream } from '#shared/engine/command/read-stream';
import { batchedReader } from '#shared/engine/command/batched';
import { STREAMS_AT_ONCE, type BatchReaderPort, type EventReaderPort } from '#shared/engine/ports/eventstore';
import { AlbumSoFar, fileAfter, type AlbumContents, type ZipFile } from './domain/contents.ts';
import { withUniqueNames } from './domain/zip-names.ts';

const AT_ONCE = STREAMS_AT_ONCE;

export type Collected = { files: ZipFile[] } | { code: string; reason: string };

/** The album as its stream leaves it; null when it is not there (any more). */
export const albumContents = async (store: EventReaderPort, id: string): Promise<AlbumContents | null> =>
  (await foldStream(store, id, new AlbumSoFar(), (album, event) => album.take(event))).state.contents();

/** @param alive called between two reads */
export async function collect(
  store: EventReaderPort & BatchReaderPort,
  owner: string,
  albumId: string,
  alive: () => void,
): Promise<Collected> {
  const album = await albumContents(store, albumId);
  if (!album || album.user_id !== owner)
    return { code: 'album_not_found', reason: 'The album is not there any more.' };

  const found: ZipFile[] = [];
  const reader = batchedReader(store);
  for (let n = 0; n < album.media.length; n += AT_ONCE) {
    const some = album.media.slice(n, n + AT_ONCE);
    const files = await Promise.all(
      some.map((id) => foldStream<ZipFile | 'gone' | null>(reader, id, null, fileAfter)),
    );
    found.push(...files.flatMap(({ state }) => (state === null || state === 'gone' ? [] : [state])));
    alive();
  }
  if (found.length === 0) return { code: 'album_empty', reason: 'There is nothing in the album.' };
  return { files: withUniqueNames(found) };
}
