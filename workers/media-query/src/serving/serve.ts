// Serving a file from R2 as what it is and nothing else: our type, no sniffing, no script even when it is opened by
// itself, no foreign page may embed it, and no shared cache keeps it.
import { create as contentDisposition } from 'content-disposition';
import { Problem, type ProblemCode } from '#shared/http/problem';
import { preconditions, rangeStillApplies, type Validators } from './preconditions.ts';
import { requestedRange } from './range.ts';

export interface ServedFile {
  key: string;
  filename: string;
  content_type: string;
  /** The problem when R2 does not have it. */
  missing: ProblemCode;
  /** The address names this very content, and another one would have another address. */
  immutable?: boolean;
}

/**
 * Every view needs a login, so a browser with a cached copy asks again, and mostly gets 304; unless the address says which
 * content it is: then the browser need not ask. A logout clears the cached copies.
 */
const cachingOf = ({ immutable }: ServedFile) => ({
  'cache-control': immutable ? 'private, max-age=31536000, immutable' : 'private, no-cache',
});

const headersOf = (file: ServedFile, { etag, lastModified }: Validators) => ({
  ...cachingOf(file),
  etag,
  'last-modified': lastModified.toUTCString(),
  'accept-ranges': 'bytes',
  'content-type': file.content_type,
  'content-disposition': contentDisposition(file.filename, { type: 'inline' }),
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
  'cross-origin-resource-policy': 'same-origin',
});

/** The body, with its length on the wire. A client that leaves in the middle breaks the pipe, which is no news. */
function streamed(object: R2ObjectBody, length: number): ReadableStream {
  const { readable, writable } = new FixedLengthStream(length);
  void object.body.pipeTo(writable).catch(() => undefined);
  return readable;
}

/**
 * Answers a GET or HEAD: 200, 206 or 304.
 * @throws Problem precondition_failed, range_not_satisfiable, or `file.missing`
 */
export async function serve(request: Request, files: R2Bucket, file: ServedFile): Promise<Response> {
  const head = await files.head(file.key);
  if (!head) throw new Problem(file.missing);
  const { size } = head;
  const validators: Validators = { etag: head.httpEtag, lastModified: head.uploaded };
  const headers = headersOf(file, validators);

  const verdict = preconditions(request.headers, validators);
  if (verdict === 'precondition_failed') throw new Problem('precondition_failed');
  if (verdict === 'not_modified')
    return new Response(null, {
      status: 304,
      headers: { ...cachingOf(file), etag: headers.etag, 'last-modified': headers['last-modified'] },
    });
  // Range is defined for GET only.
  if (request.method === 'HEAD')
    return new Response(null, { headers: { ...headers, 'content-length': String(size) } });

  const range = rangeStillApplies(request.headers, validators)
    ? requestedRange(request.headers.get('range'), size)
    : 'whole';
  if (range === 'unsatisfiable')
    throw new Problem('range_not_satisfiable', `The file has ${size} bytes.`, {
      headers: { 'content-range': `bytes */${size}` },
    });
  const object = await files.get(file.key, range === 'whole' ? {} : { range });
  if (!object) throw new Problem(file.missing);
  if (range === 'whole') return new Response(streamed(object, size), { headers });
  const { offset, length } = range;
  return new Response(streamed(object, length), {
    status: 206,
    headers: { ...headers, 'content-range': `bytes ${offset}-${offset + length - 1}/${size}` },
  });
}
