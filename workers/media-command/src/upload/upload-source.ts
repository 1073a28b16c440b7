// An upload on its way in, before anything is known to be true about it. Raw body and form both become one of these.
import { Problem } from '#shared/http/problem';
import { REQUEST_MAX_BYTES } from '#shared/mediahub/media/limits';
import type { Peekable } from './peekable.ts';

export interface Incoming {
  /** As the client calls it. */
  filename: string;
  declared_type: string;
  /** Bytes that have been announced, counted while they arrive; null where only the end says how many there are. */
  size: number | null;
  bytes: Pick<Peekable, 'peek' | 'chunks'>;
}

export const tooLarge = (): Problem =>
  new Problem('file_too_large', 'One request carries at most 50 MiB; send a larger file in parts.');

/**
 * The announced length of a body, refused before a byte is read.
 * @param frameBytes what the body may hold besides the file
 * @throws Problem length_required, bad_request, file_too_large
 */
export function announcedLength(request: Request, frameBytes: number): number {
  const header = request.headers.get('content-length');
  if (header === null) throw new Problem('length_required', 'Send the upload with a Content-Length.');
  if (!/^\d+$/.test(header)) throw new Problem('bad_request', 'Content-Length is not a number.');
  if (Number(header) > REQUEST_MAX_BYTES + frameBytes) throw tooLarge();
  return Number(header);
}

/** What a body that ends too early, or breaks in the middle, is answered with. */
export const cutOff = (): Problem => new Problem('bad_request', 'The upload was cut off.');

/** A read that failed: a problem is one, everything else is a connection that broke. */
export const asCutOff = (error: unknown): Problem => (error instanceof Problem ? error : cutOff());
