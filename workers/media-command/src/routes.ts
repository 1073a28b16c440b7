// HTTP in, HTTP out: upload, rename and delete. No rules here, they are the decider's.
import { sagaId } from '#shared/engine/event/ids';
import { isIdOf } from '#shared/mediahub/ids';
import { positionWithin, setWritten, writtenAt } from '#shared/http/consistency';
import { Turns } from '#shared/engine/runtime/turns';
import { inTurn } from '#shared/http/in-turn';
import { Problem } from '#shared/http/problem';
import { body, metadataOf, service } from '#shared/http/service';
import { Rename } from '#shared/mediahub/api/media';
import type { Env } from './env.ts';
import { mediaBody } from './media-body.ts';
import { media } from './aggregates.ts';
import { MAX_PREVIEW_BYTES, takePreview } from './processing/preview.ts';
import { zoomOf } from './processing/zoom.ts';
import { answered, partedRoutes } from './resumable/routes.ts';
import { renewalRoutes } from './renewal/routes.ts';
import { safeFilename } from './upload/filename.ts';
import { formBody, isForm } from './upload/form-body.ts';
import { inspected } from './upload/inspect-upload.ts';
import { rawBody } from './upload/raw-body.ts';
import { sized } from './upload/sized.ts';
import { storeUpload } from './upload/upload.ts';
import { withBody } from './upload/with-body.ts';

/**
 * Reads keep their share of the thread while many upload: see #shared/engine/runtime/turns. A rest of twice a turn lengthens
 * what is sent, not what is done: the decoder takes several times as long for a picture.
 */
const turns = new Turns({ at_once: 1, lease_ms: 500, rest: 2, waiting: { all: 1_024, each: 256 } });

export const app = service<Env>();
partedRoutes(app);
renewalRoutes(app);

app.post('/api/v1/media', (c) =>
  withBody(c, async (body) => {
    const caller = c.get('caller');
    const metadata = metadataOf(c, caller);
    const keyed = c.req.header('idempotency-key') !== undefined;
    const incoming = isForm(c.req.raw) ? await formBody(c.req.raw, body) : rawBody(c.req.raw, body);
    const facts = await inspected(incoming, caller.user_id);
    return inTurn(turns, caller.user_id, async () => {
      const file = await sized(c.env.FILES, incoming);
      try {
        const { id, state, written, duplicate } = await storeUpload(c.env, file, facts, {
          metadata,
          keyed,
          positionWithinMs: positionWithin(c),
        });
        const { content_type } = facts;
        // A repeated request gets the first answer unchanged, even if the media item has another name or state now.
        const now =
          duplicate && state.status !== 'none' ? state : { filename: facts.filename, status: 'uploaded' };
        const { filename, status } = now;
        return answered(c, { id, filename, content_type, size: file.size, status, written, duplicate });
      } finally {
        await file.release();
      }
    });
  }),
);

app.patch('/api/v1/media/:id', async (c) => {
  const id = c.req.param('id');
  if (!isIdOf('media', id)) throw new Problem('media_not_found');
  const caller = c.get('caller');
  const filename = safeFilename((await body(c, Rename)).filename);
  const handled = await media.respond(
    c.env.EVENTS,
    id,
    { type: 'rename', user_id: caller.user_id, filename },
    metadataOf(c, caller),
    { positionWithinMs: positionWithin(c) },
  );
  setWritten(c, writtenAt(id, handled));
  return c.json(mediaBody(id, handled.state));
});

app.delete('/api/v1/media/:id', async (c) => {
  const id = c.req.param('id');
  if (!isIdOf('media', id)) throw new Problem('media_not_found');
  const caller = c.get('caller');
  const { events } = await c.env.EVENTS.readStream(id, { page: { events: 1, bytes: 1 } });
  const uploaded = events[0];
  if (!uploaded) throw new Problem('media_not_found');

  const handled = await media.respond(
    c.env.EVENTS,
    id,
    { type: 'delete', user_id: caller.user_id },
    // An event finds its saga by saga_id only. With the id of the saga that the upload started, derived as the saga
    // derives it, an upload still under way learns that its media is gone; `step` stays away: no step is answered.
    { ...metadataOf(c, caller), saga_id: sagaId('media_upload', uploaded.id) },
    { positionWithinMs: positionWithin(c) },
  );
  setWritten(c, writtenAt(id, handled));
  return c.json({ message: 'The media was deleted.', media_id: id });
});

/** The small bodies of previews, held as a whole: limited by the bytes that come, not only by the announced length. */
async function previewBytes(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const tooLarge = new Problem('file_too_large', 'A preview may have 5 MiB.');
  if (Number(request.headers.get('content-length') ?? 0) > MAX_PREVIEW_BYTES) throw tooLarge;
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const part of request.body ?? []) {
    length += part.length;
    if (length > MAX_PREVIEW_BYTES) throw tooLarge;
    parts.push(part);
  }
  if (length === 0) throw new Problem('file_empty');
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

app.put('/api/v1/media/:id/preview', async (c) => {
  const id = c.req.param('id');
  if (!isIdOf('media', id)) throw new Problem('media_not_found');
  const bytes = await previewBytes(c.req.raw);
  const handled = await takePreview(c.env, id, bytes, metadataOf(c, c.get('caller')), positionWithin(c));
  if (handled) setWritten(c, writtenAt(id, handled));
  return c.json({ message: 'The preview was taken.', media_id: id });
});

app.put('/api/v1/media/:id/zoom', async (c) => {
  const id = c.req.param('id');
  if (!isIdOf('media', id)) throw new Problem('media_not_found');
  return c.json({ media_id: id, url: await zoomOf(c.env, id, metadataOf(c, c.get('caller'))) });
});
