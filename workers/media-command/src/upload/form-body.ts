// An upload in a form, as a browser sends it without any script (RFC 7578). `formData()` would hold it in memory, twice
// while it parses; but a form of one field is only a head, the file and what ends it, so it streams like a raw body.
import { parse as parseDisposition } from 'content-disposition';
import { Problem } from '#shared/http/problem';
import { FORM_FRAME_BYTES, REQUEST_MAX_BYTES } from '#shared/mediahub/media/limits';
import { announcedLength, asCutOff, tooLarge, type Incoming } from './upload-source.ts';
import { indexOf, untilDelimiter } from './part-end.ts';
import type { Peekable } from './peekable.ts';

const MAX_HEAD_BYTES = 8 * 1024;

const encoder = new TextEncoder();
const HEAD_END = encoder.encode('\r\n\r\n');

const BOUNDARY = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;

export const isForm = (request: Request): boolean =>
  /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '');

/** What may follow a boundary on its line (RFC 2046, 5.1.1). */
const PADDING = /^[ \t]*\r\n/;

const broken = (): Problem => new Problem('bad_request', 'The form cannot be read: it is broken or was cut off.');

const unknownField = (path: string): Problem =>
  new Problem('validation_failed', 'Some fields are not as they should be.', {
    errors: [{ path, message: 'Unknown field' }],
  });

/** A header may go on in a line that begins with white space (RFC 5322, 2.2.3). */
const FOLD = /\r\n(?=[ \t])/g;

/** The header lines of a part. Names in lower case. */
const headersOf = (lines: string): Map<string, string> =>
  new Map(
    lines
      .replaceAll(FOLD, '')
      .split('\r\n')
      .map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
      }),
  );

/** As older clients write a quote in a name; browsers write %22. A name may also end in a backslash. */
const ESCAPED_QUOTE = /\\"(?!\s*(?:;|$))/g;

interface PartHead {
  name: string;
  filename: string | undefined;
  declared_type: string;
}

function partHead(lines: string): PartHead {
  const headers = headersOf(lines);
  const disposition = (headers.get('content-disposition') ?? '').replaceAll(ESCAPED_QUOTE, '%22');
  const { parameters } = parseDisposition(disposition, { multipart: true });
  const { name = '', filename } = parameters;
  return { name, filename, declared_type: headers.get('content-type') ?? '' };
}

interface Head {
  bytes: number;
  filename: string;
  declared_type: string;
}

/** Where the first part begins: some clients send an empty line or a note before it (RFC 2046, 5.1.1). */
function beginOf(start: Uint8Array, delimiter: string): number {
  const isFirst = encoder.encode(delimiter).every((byte, i) => start[i] === byte);
  return isFirst ? 0 : Math.max(0, indexOf(start, encoder.encode(`\r\n${delimiter}`)) + 2);
}

/** Everything before the file. @throws Problem file_missing, validation_failed, bad_request */
async function headOf(body: Peekable, boundary: string): Promise<Head> {
  const start = await body.peek(MAX_HEAD_BYTES).catch((error: unknown) => {
    throw asCutOff(error);
  });
  const opening = `--${boundary}`;
  const from = beginOf(start, `--${boundary}`);
  const length = indexOf(start.subarray(from), HEAD_END);
  const end = from + length;
  const text = new TextDecoder().decode(start.subarray(from, length < 0 ? start.length : end));
  if (text.startsWith(`--${boundary}--`)) throw new Problem('file_missing', 'The form is empty.');
  const lines = text.slice(opening.length);
  const padding = text.startsWith(opening) ? PADDING.exec(lines) : null;
  if (length < 0 || !padding) throw broken();
  const { name, filename, declared_type } = partHead(lines.slice(padding[0].length));
  if (name !== 'file') throw unknownField(name);
  if (filename === undefined) throw new Problem('file_missing', 'The form has no file in the field file.');
  return { bytes: end + HEAD_END.length, filename, declared_type };
}

/** Two hyphens end a form, and the rest is ignored. Anything else is another part; the problem names it if its head is there. */
function refuseMore(rest: Uint8Array): void {
  const text = new TextDecoder('latin1').decode(rest.subarray(0, MAX_HEAD_BYTES));
  if (text.startsWith('--')) return;
  const padding = PADDING.exec(text);
  // Nothing behind the boundary: the form breaks off there.
  if (!padding || padding[0].length === text.length) throw broken();
  const { name, filename } = partHead(text.slice(padding[0].length).split('\r\n\r\n', 1)[0] ?? '');
  if (name !== '' && filename === undefined) throw unknownField(name);
  throw new Problem('one_file_only', 'The form holds more than one file: send one file an upload.');
}

/** The one file of a form, in the field `file`. @throws Problem file_missing, file_too_large, validation_failed, bad_request */
export async function formBody(request: Request, body: Peekable | null): Promise<Incoming> {
  const length = announcedLength(request, FORM_FRAME_BYTES);
  const match = BOUNDARY.exec(request.headers.get('content-type') ?? '');
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined || body === null) throw broken();
  const head = await headOf(body, boundary);
  const delimiter = encoder.encode(`\r\n--${boundary}`);
  // At least its delimiter and two hyphens follow the file.
  const most = length - head.bytes - delimiter.length - 2;
  if (most > REQUEST_MAX_BYTES + FORM_FRAME_BYTES) throw tooLarge();
  return {
    filename: head.filename,
    declared_type: head.declared_type,
    size: null,
    bytes: {
      // No more than the file can have: an empty one is recognised by its delimiter.
      peek: async (n) => {
        const start = (await body.peek(head.bytes + n + delimiter.length)).slice(head.bytes);
        const at = indexOf(start, delimiter);
        return start.slice(0, at < 0 ? n : Math.min(at, n));
      },
      chunks: () =>
        untilDelimiter(body.chunks(), {
          skip: head.bytes,
          delimiter,
          behind: refuseMore,
          behindMax: FORM_FRAME_BYTES + MAX_HEAD_BYTES,
        }),
    },
  };
}
