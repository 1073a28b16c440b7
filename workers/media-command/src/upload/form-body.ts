// An upload in a form, as a browser sends it without any script (RFC 7578). `formData()` would hold it in memory, twice
// while it parses; but a form of one field is only a head, the file and a closing line, so it streams like a raw body.
import { parse as parseDisposition } from 'content-disposition';
import { Problem } from '#shared/http/problem';
import { hearOut } from './hear-out.ts';
import { announcedLength, cutOff, type Incoming } from './incoming.ts';
import { indexOf, onlyUntil } from './part-end.ts';
import { peekable, type Peekable } from './peekable.ts';

/** Boundary lines and part headers around the file. */
const MAX_FRAME_BYTES = 64 * 1024;
const MAX_HEAD_BYTES = 8 * 1024;

/** A form up to this size is read as a whole, to see how it ends. */
const SMALL_BYTES = 1024 * 1024;

const encoder = new TextEncoder();
const HEAD_END = encoder.encode('\r\n\r\n');

const BOUNDARY = /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i;

export const isForm = (request: Request): boolean =>
  /^multipart\/form-data\b/i.test(request.headers.get('content-type') ?? '');

const broken = (): Problem => new Problem('bad_request', 'The form cannot be read: it is broken or was cut off.');

/** The header lines of a part. Names in lower case. */
const headersOf = (lines: string): Map<string, string> =>
  new Map(
    lines.split('\r\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );

interface Head {
  bytes: number;
  filename: string;
  declared_type: string;
}

/** What stands before the file. @throws Problem file_missing, validation_failed, bad_request */
async function headOf(body: Peekable, boundary: string): Promise<Head> {
  const start = await body.peek(MAX_HEAD_BYTES).catch(() => {
    throw cutOff();
  });
  const opening = `--${boundary}\r\n`;
  const end = indexOf(start, HEAD_END);
  const text = new TextDecoder().decode(start.subarray(0, end < 0 ? start.length : end));
  if (text.startsWith(`--${boundary}--`)) throw new Problem('file_missing', 'The form is empty.');
  if (end < 0 || !text.startsWith(opening)) throw broken();
  const headers = headersOf(text.slice(opening.length));
  const { parameters } = parseDisposition(headers.get('content-disposition') ?? '', { multipart: true });
  const { name = '', filename } = parameters;
  if (name !== 'file')
    throw new Problem('validation_failed', 'Some fields are not as they should be.', {
      errors: [{ path: name, message: 'Unknown field' }],
    });
  if (filename === undefined) throw new Problem('file_missing', 'The form has no file in the field file.');
  return { bytes: end + HEAD_END.length, filename, declared_type: headers.get('content-type') ?? '' };
}

/**
 * How the form ends: the length of the file follows from it, and R2 wants that first. Browsers and curl put CR LF behind
 * the last boundary, some clients do not; of a large form it is expected.
 */
async function closingOf(body: Peekable, boundary: string, length: number): Promise<Uint8Array> {
  const closing = encoder.encode(`\r\n--${boundary}--\r\n`);
  if (length > SMALL_BYTES) return closing;
  const whole = await body.peek(length).catch(() => {
    throw cutOff();
  });
  return whole.at(-1) === 0x0a ? closing : closing.subarray(0, -2);
}

/** The one file of a form, in the field `file`. @throws Problem file_missing, file_empty, validation_failed, bad_request */
export async function formBody(request: Request): Promise<Incoming> {
  const length = announcedLength(request, MAX_FRAME_BYTES);
  const match = BOUNDARY.exec(request.headers.get('content-type') ?? '');
  const boundary = match?.[1] ?? match?.[2];
  if (boundary === undefined || request.body === null) throw broken();
  const body = peekable(request.body);
  const head = await headOf(body, boundary);
  const closing = await closingOf(body, boundary, length);
  const size = length - head.bytes - closing.length;
  if (size < 0) throw broken();
  if (size === 0) throw new Problem('file_empty');
  return {
    filename: head.filename,
    declared_type: head.declared_type,
    size,
    bytes: {
      peek: async (n) => (await body.peek(head.bytes + Math.min(n, size))).slice(head.bytes),
      chunks: () =>
        onlyUntil(body.chunks(), {
          skip: head.bytes,
          size,
          boundary: encoder.encode(`\r\n--${boundary}`),
          closing,
        }),
    },
    release: () => hearOut(body),
  };
}
