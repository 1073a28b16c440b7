// The body of a JSON request, bounded before anything parses it: by Content-Length before the first byte, by count while
// it streams (a length can lie, or be absent), and by the clock, so that a client that stalls holds no request open.
import { Problem } from './problem.ts';

/** The largest JSON body of this API is a list of a hundred ids: some 5 KB. */
export const JSON_MAX_BYTES = 256 * 1024;
const READ_MS = 10_000;

const tooLarge = (max: number): Problem =>
  new Problem('body_too_large', `The body may have ${max} bytes.`, { headers: { connection: 'close' } });

/** Refuses a body that says it is too large. @throws Problem body_too_large */
export function refuseLongBody(request: Request, max: number = JSON_MAX_BYTES): void {
  if (Number(request.headers.get('content-length') ?? 0) > max) throw tooLarge(max);
}

/**
 * The whole body.
 * @throws Problem body_too_large; request_timeout when it has not arrived after ten seconds
 */
export async function readBody(
  request: Request,
  { max = JSON_MAX_BYTES, within = READ_MS }: { max?: number; within?: number } = {},
): Promise<Uint8Array<ArrayBuffer>> {
  refuseLongBody(request, max);
  if (!request.body) return new Uint8Array();
  const reader = request.body.getReader();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem('request_timeout')), within);
  });
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), late]);
      if (done) break;
      size += value.length;
      if (size > max) throw tooLarge(max);
      chunks.push(value);
    }
  } finally {
    clearTimeout(timer);
    // Refused, the rest stays unread: the gateway discards it while it answers (see linger.ts).
    reader.releaseLock();
  }
  return joined(chunks, size);
}

function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}

/** JSON, and the default content types of `fetch` and curl. */
const JSON_OR_UNSAID = /^(?:application\/(?:[\w.-]+\+)?json|text\/plain|application\/x-www-form-urlencoded)?$/i;

/**
 * A body that says it is something else, compressed, or in another charset, is not read as what it is not.
 * @throws Problem unsupported_media_type
 */
function refuseOtherEncoding({ headers }: Request): void {
  const type = (headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  if (!JSON_OR_UNSAID.test(type)) throw new Problem('unsupported_media_type', 'Send JSON: application/json.');
  const charset = /;\s*charset="?([^";\s]+)/i.exec(headers.get('content-type') ?? '')?.[1] ?? 'utf-8';
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (!/^utf-?8$/i.test(charset) || encoding.toLowerCase() !== 'identity')
    throw new Problem('unsupported_media_type', 'Send JSON as UTF-8, not compressed.');
}

/**
 * The body as text; what is no UTF-8 is refused.
 * @throws Problem unsupported_media_type, bad_request, body_too_large, request_timeout
 */
export async function readText(request: Request): Promise<string> {
  refuseOtherEncoding(request);
  const bytes = await readBody(request);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    throw new Problem('bad_request', 'The body is not UTF-8.');
  }
}

/** @throws Problem bad_request */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem('bad_request', 'The body is not JSON.');
  }
}

/** The body as JSON. @throws Problem bad_request, body_too_large, request_timeout */
export const readJson = async (request: Request): Promise<unknown> => parseJson(await readText(request));
