// The key that names contents: made once, kept here, never shown. Without it the name of a stream does not reveal which
// bytes it is about, not even by trying a file of their own. Lost with its object, it costs that old contents are not
// recognised any more.
import { DurableObject } from 'cloudflare:workers';
import type { Env } from '../env.ts';
import type { ContentKeyPort } from '../objects.ts';

export class ContentKey extends DurableObject<Env> implements ContentKeyPort {
  /** 32 random bytes, the same each time. */
  async bytes(): Promise<Uint8Array> {
    const { kv } = this.ctx.storage;
    const kept = kv.get<Uint8Array>('key');
    if (kept) return kept;
    const made = crypto.getRandomValues(new Uint8Array(32));
    kv.put('key', made);
    return made;
  }
}
