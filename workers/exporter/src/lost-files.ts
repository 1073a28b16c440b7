// Originals that the bucket has lost: their media live, and there are no bytes. The ZIP is written without them and names them in
// a list of its own; one lost photo must not keep all the others from their owner.
import { originalKey } from '#shared/mediahub/media/keys';
import { batchedReader } from '#shared/engine/command/batched';
import { foldStream } from '#shared/engine/command/read-stream';
import type { BatchReaderPort, EventReaderPort } from '#shared/engine/ports/eventstore';
import { fileAfter, type ZipFile } from './domain/contents.ts';
import { withUniqueNames } from './domain/zip-names.ts';

const AT_ONCE = 50;
const LIST_NAME = 'missing files.txt';

export interface Sorted<File extends ZipFile = ZipFile> {
  there: File[];
  lost: File[];
  /** One whose media was deleted since it was collected. */
  deleted: File | null;
}

/** What of these files has bytes, and whether its stream wanted the others to go. */
export async function sortOut<File extends ZipFile>(
  files: readonly File[],
  { bucket, streams }: { bucket: Pick<R2Bucket, 'head'>; streams: EventReaderPort & BatchReaderPort },
  alive: () => void,
): Promise<Sorted<File>> {
  const sorted: Sorted<File> = { there: [], lost: [], deleted: null };
  const reader = batchedReader(streams);
  for (let n = 0; n < files.length; n += AT_ONCE) {
    const some = files.slice(n, n + AT_ONCE);
    const found = await Promise.all(some.map(({ media_id }) => bucket.head(originalKey(media_id))));
    const [there, without] = [some.filter((_, i) => found[i]), some.filter((_, i) => !found[i])];
    const states = await Promise.all(
      without.map(({ media_id }) => foldStream<ZipFile | 'gone' | null>(reader, media_id, null, fileAfter)),
    );
    sorted.there.push(...there);
    for (const [i, file] of without.entries())
      if (states[i]?.state === 'gone') sorted.deleted ??= file;
      else sorted.lost.push(file);
    alive();
  }
  return sorted;
}

/** The list, as a file of the ZIP that is called like none of the others. */
export function listOf(
  lost: readonly ZipFile[],
  there: readonly { name: string }[],
): { name: string; bytes: Uint8Array } {
  const { name = LIST_NAME } = withUniqueNames([...there, { name: LIST_NAME }]).at(-1) ?? {};
  const lines = lost.map((file) => `${file.name}  (${file.media_id})`);
  const text = [
    'The originals of these files are lost; all others of the album are here.',
    '次のファイルは元のデータが失われています。アルバムのほかのファイルはすべてここにあります。',
    '',
    ...lines,
    '',
  ].join('\r\n');
  return { name, bytes: new TextEncoder().encode(text) };
}
