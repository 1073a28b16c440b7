// The internal surface. It is `fetch` and not an RPC method, because bytes stream by fetch over a binding.
import { WorkerEntrypoint } from 'cloudflare:workers';
import type { FetchPort } from '#shared/mediahub/ports/thumbnailer';
import { thumbnails } from './thumbnails.ts';

/** `POST /thumbnail`, as shared/mediahub/ports/thumbnailer.ts describes it. */
export class Thumbnailer extends WorkerEntrypoint implements FetchPort {
  override async fetch(request: Request): Promise<Response> {
    return thumbnails.fetch(request);
  }
}
