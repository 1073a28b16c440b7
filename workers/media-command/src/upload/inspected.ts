// What a file really is, by its first bytes: its type from the magic bytes, its dimensions from the header. Nothing is
// decoded here; a picture that would cost a decoder too much is refused before it is stored.
import { fileTypeFromBuffer } from 'file-type';
import { Problem } from '#shared/http/problem';
import type { Upload } from '../domain/media-state.ts';
import { headerSize } from '../header-size.ts';
import { acceptedType, isVideo } from './content-type.ts';
import { safeFilename } from './filename.ts';
import { asCutOff, type Incoming } from './incoming.ts';
import type { Peekable } from './peekable.ts';

const MAGIC_BYTES = 64 * 1024;
const MAX_PIXELS = 100_000_000;
const MAX_SIDE = 12_000;

/** What will stand in MediaUploaded, but for size and hash, which take the whole file. */
export type Inspected = Pick<Upload, 'user_id' | 'filename' | 'content_type'>;

async function refuseHugeImage(peek: Peekable['peek']): Promise<void> {
  const size = await headerSize(peek);
  if (!size) throw new Problem('file_unreadable', 'The header of the image cannot be read.');
  const { width, height } = size;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS)
    throw new Problem(
      'image_too_large',
      `The image has ${width} × ${height} pixels; 12,000 a side and 100 MP are the limit.`,
    );
}

/** @throws Problem invalid_filename, file_empty, unsupported_media_type, file_unreadable, image_too_large, bad_request */
export async function inspected(
  incoming: Pick<Incoming, 'filename' | 'bytes'>,
  userId: string,
): Promise<Inspected> {
  const filename = safeFilename(incoming.filename);
  const peek = (length: number) =>
    incoming.bytes.peek(length).catch((error: unknown) => {
      throw asCutOff(error);
    });
  const first = await peek(MAGIC_BYTES);
  if (first.length === 0) throw new Problem('file_empty');
  const detected = await fileTypeFromBuffer(first);
  const content_type = acceptedType(detected?.mime);
  if (!isVideo(content_type)) await refuseHugeImage(peek);
  return { user_id: userId, filename, content_type };
}
