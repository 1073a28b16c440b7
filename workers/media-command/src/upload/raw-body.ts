// An upload whose body is the file itself: Content-Type says what it claims to be, Content-Disposition its name. It is
// passed on as it arrives, so 50 MiB need no more memory than one chunk.
import { parse as parseDisposition } from 'content-disposition';
import { Problem } from '#shared/http/problem';
import { announcedLength, type Incoming } from './upload-source.ts';
import type { Peekable } from './peekable.ts';

/** @throws Problem length_required, bad_request, file_empty, file_too_large */
export function rawBody(request: Request, bytes: Peekable | null): Incoming {
  const size = announcedLength(request, 0);
  const { parameters } = parseDisposition(request.headers.get('content-disposition') ?? '');
  if (size === 0 || bytes === null) throw new Problem('file_empty');
  return {
    filename: parameters.filename ?? '',
    declared_type: request.headers.get('content-type') ?? '',
    size,
    bytes,
  };
}
