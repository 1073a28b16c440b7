// What makes two requests the same: their query and their body, to the byte.
import { Problem } from '#shared/http/problem';

/** The whole body, counted while it comes. @throws Problem body_too_large */
export async function bodyWithin(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = () =>
    new Problem('body_too_large', `With an Idempotency-Key a body may have ${maxBytes} bytes.`);
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const body = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    body.set(chunk, at);
    at += chunk.length;
  }
  return body;
}

/** SHA-256 over query and body, in hex. */
export async function fingerprintOf(search: string, body: Uint8Array): Promise<string> {
  const query = new TextEncoder().encode(`${search}\n`);
  const all = new Uint8Array(query.length + body.length);
  all.set(query);
  all.set(body, query.length);
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', all));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
