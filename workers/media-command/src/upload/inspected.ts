// What a file really is: its type from the magic bytes, its dimensions from the header, its hash. Nothing is decoded
// here; a picture that would cost a decoder too much is refused before any decoder sees it.
import { fileTypeFromBuffer } from 'file-type';
import { Problem } from '#shared/http/problem';
import type { Upload } from '../domain/media-state.ts';
import { headerSize } from '../header-size.ts';
import { acceptedType, isVideo } from './content-type.ts';
import { safeFilename } from './filename.ts';
import { sha256Of } from './sha256.ts';

const MAGIC_BYTES = 64 * 1024;
const MAX_PIXELS = 100_000_000;
const MAX_SIDE = 12_000;

async function refuseHugeImage(file: File): Promise<void> {
  const size = await headerSize((length) => file.slice(0, length).arrayBuffer());
  if (!size) throw new Problem('file_unreadable', 'The header of the image cannot be read.');
  const { width, height } = size;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS)
    throw new Problem(
      'image_too_large',
      `The image has ${width} × ${height} pixels; 12,000 a side and 100 MP are the limit.`,
    );
}

/**
 * What will stand in MediaUploaded.
 * @throws Problem invalid_filename, unsupported_media_type, file_type_mismatch, file_unreadable, image_too_large
 */
export async function inspected(file: File, userId: string): Promise<Upload> {
  const filename = safeFilename(file.name);
  const magic = new Uint8Array(await file.slice(0, MAGIC_BYTES).arrayBuffer());
  const content_type = acceptedType((await fileTypeFromBuffer(magic))?.mime, file.type);
  if (!isVideo(content_type)) await refuseHugeImage(file);
  return { user_id: userId, filename, content_type, size: file.size, sha256: await sha256Of(file) };
}
