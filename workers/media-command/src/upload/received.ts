// Receiving an upload: the size is refused by Content-Length before a byte is read (HTTP frames the body by it, so
// a lying one is a cut body, not a longer one), and the form holds exactly one file.
import { Problem } from '#shared/http/problem';

export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** Boundary lines and part headers around the file. */
const MAX_FRAME_BYTES = 64 * 1024;

const TOO_LARGE = 'A file may have 50 MB.';

function refuseByLength(header: string | null): void {
  if (header === null) throw new Problem('length_required', 'Send the upload with a Content-Length.');
  if (!/^\d+$/.test(header)) throw new Problem('bad_request', 'Content-Length is not a number.');
  if (Number(header) > MAX_FILE_BYTES + MAX_FRAME_BYTES) throw new Problem('file_too_large', TOO_LARGE);
}

/**
 * The one file of a multipart upload, field `file`.
 * @throws Problem length_required, file_too_large, bad_request, file_missing, validation_failed
 */
export async function receivedFile(request: Request): Promise<File> {
  refuseByLength(request.headers.get('content-length'));
  if (!/^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? ''))
    throw new Problem('bad_request', 'Send multipart/form-data with one field: file.');
  const form = await request.formData().catch(() => {
    throw new Problem('bad_request', 'The form cannot be read: it is broken or was cut off.');
  });
  for (const name of form.keys())
    if (name !== 'file')
      throw new Problem('validation_failed', 'Some fields are not as they should be.', {
        errors: [{ path: name, message: 'Unknown field' }],
      });
  const [file, ...more] = form.getAll('file');
  if (!(file instanceof File)) throw new Problem('file_missing', 'The form has no file in the field file.');
  if (more.length > 0) throw new Problem('bad_request', 'One file an upload.');
  if (file.size === 0) throw new Problem('file_empty');
  if (file.size > MAX_FILE_BYTES) throw new Problem('file_too_large', TOO_LARGE);
  return file;
}
