// Reads the header: the kind of image, its size and orientation, and what its file adds to the memory it needs.
import { imageHeaderOf, type ImageHeader } from '#shared/mediahub/media/image-header';

export interface ImageInspection extends ImageHeader {
  /** Length of the file: it is in the decoder's heap as well. */
  bytes: number;
}

/** Null when there is no readable header. */
export function inspectImage(bytes: Uint8Array<ArrayBuffer>): ImageInspection | null {
  const header = imageHeaderOf(bytes);
  return header && { ...header, bytes: bytes.length };
}
