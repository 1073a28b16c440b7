// An upload on its way in, before anything is known to be true about it. Raw body and form both become one of these.
import { Problem } from '#shared/http/problem';
import type { Peekable } from './peekable.ts';

export interface Incoming {
  /** As the client calls it. */
  filename: string;
  declared_type: string;
  /** Bytes that have been announced; counted while they arrive. */
  size: number;
  bytes: Peekable;
  /** To be called at the end, whatever happened: what is still on its way is heard out. */
  release(): Promise<void>;
}

export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/**
 * The announced length of a body, refused before a byte is read.
 * @param frameBytes what the body may hold besides the file
 * @throws Problem length_required, bad_request, file_too_large
 */
export function announcedLength(request: Request, frameBytes: number): number {
  const header = request.headers.get('content-length');
  if (header === null) throw new Problem('length_required', 'Send the upload with a Content-Length.');
  if (!/^\d+$/.test(header)) throw new Problem('bad_request', 'Content-Length is not a number.');
  if (Number(header) > MAX_FILE_BYTES + frameBytes) throw new Problem('file_too_large', 'A file may have 50 MB.');
  return Number(header);
}

/** What a body that ends too early, or breaks in the middle, is answered with. */
export const cutOff = (): Problem => new Problem('bad_request', 'The upload was cut off.');
