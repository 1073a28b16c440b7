// What makes two requests the same: their query and their body, to the byte.
import { toHex } from '#shared/engine/runtime/bytes';

/** SHA-256 over query and body, in hex. */
export async function fingerprintOf(search: string, body: Uint8Array): Promise<string> {
  const query = new TextEncoder().encode(`${search}\n`);
  const all = new Uint8Array(query.length + body.length);
  all.set(query);
  all.set(body, query.length);
  return toHex(await crypto.subtle.digest('SHA-256', all));
}
