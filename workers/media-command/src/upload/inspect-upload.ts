// What a file really is, by its first bytes: its type from the magic bytes, its dimensions from the header. Nothing is
// decoded here; a picture that would cost a decoder too much is refused before it is stored.
import { fileTypeFromBuffer } from 'file-type';
import { Problem } from '#shared/http/problem';
import { viewOf } from '#shared/mediahub/media/boxes';
import { imageHeaderOf, MAX_PIXELS, MAX_SIDE } from '#shared/mediahub/media/image-header';
import type { Upload } from '../domain/media-state.ts';
import { headerOf } from '../header-size.ts';
import { acceptedType, isVideo, type ContentType } from './content-type.ts';
import { safeFilename } from './filename.ts';
import { asCutOff, type Incoming } from './upload-source.ts';
import type { Peekable } from './peekable.ts';

const MAGIC_BYTES = 64 * 1024;

/** What MediaUploaded will contain, except size and hash, which need the whole file. */
export type Inspected = Pick<Upload, 'user_id' | 'filename' | 'content_type'>;

/** HEIC and AVIF share their container, and its brand may name neither: what is in it decides. */
async function imageType(type: ContentType, peek: Peekable['peek']): Promise<ContentType> {
  const header = await headerOf(peek);
  if (header === 'none') throw new Problem('file_unreadable', 'The header of the image cannot be read.');
  // After megabytes of metadata: accepted, and processing checks the whole file again.
  if (header === 'beyond') return type;
  const { width, height } = header.stored;
  if (width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS)
    throw new Problem(
      'image_too_large',
      `The image has ${width} × ${height} pixels; 32,768 a side and 220 MP are the limit.`,
    );
  return header.kind === 'avif' || header.kind === 'heic' ? `image/${header.kind}` : type;
}

/**
 * A container of pictures or sound that the detector takes for a video, because it knows no other use of its brand. Those of
 * which a decoder is known are detected by name.
 */
const isNoVideo = (first: Uint8Array): boolean =>
  /^ftyp(?:mif[2-9]|msf|miaf|jpeg|jpgs|crx |M4[AB] |F4[AB] )/.test(
    new TextDecoder('latin1').decode(first.subarray(4, 12)),
  );

const PICTURES = new Set(['avif', 'avis', 'heic', 'heix', 'heim', 'heis', 'mif1', 'miaf']);

/**
 * The first brand may be of a profile that no detector knows; the others say what it can be read as. A film may name one of
 * these as well, so there has to be a picture.
 */
function isPicture(first: Uint8Array<ArrayBuffer>): boolean {
  const text = new TextDecoder('latin1').decode(first.subarray(0, 256));
  if (first.length < 16 || text.slice(4, 8) !== 'ftyp') return false;
  const others = text.slice(16, viewOf(first).getUint32(0)).match(/.{4}/gs) ?? [];
  return others.some((brand) => PICTURES.has(brand)) && imageHeaderOf(first) !== null;
}

/** What the magic bytes say; undefined when they say nothing. */
async function detectedType(first: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  const mime = isNoVideo(first) ? undefined : (await fileTypeFromBuffer(first))?.mime;
  if (mime?.startsWith('image/')) return mime;
  // HEIC or AVIF: what is in it decides.
  return isPicture(first) ? 'image/heic' : mime;
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
  const type = acceptedType(await detectedType(first));
  const content_type = isVideo(type) ? type : await imageType(type, peek);
  return { user_id: userId, filename, content_type };
}
