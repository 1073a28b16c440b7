// HTTP in and out of uploads in parts: begin, send parts in any order, ask which are there, complete or abort.
import { log } from '#shared/engine/runtime/log';
import { isOutOfRoom } from '#shared/engine/runtime/out-of-room';
import { setWritten } from '#shared/http/consistency';
import { body, metadataOf, type App } from '#shared/http/service';
import { Problem, traceId } from '#shared/http/problem';
import { NewUpload } from '#shared/mediahub/api/upload';
import { originalKey } from '#shared/mediahub/media/keys';
import { FILE_MAX_BYTES, LIMITS } from '#shared/mediahub/media/limits';
import type { Context, Hono } from 'hono';
import type { Env } from '../env.ts';
import { safeFilename } from '../upload/filename.ts';
import { announcedLength } from '../upload/upload-source.ts';
import { inspected } from '../upload/inspect-upload.ts';
import { streamed } from '../upload/stream-to-r2.ts';
import { withBody } from '../upload/with-body.ts';
import type { PartedUploadPort } from '../objects.ts';
import { withPartLock } from './part-lock.ts';
import { expectedSize, type Done, hasLostParts } from './plan.ts';

const notFound = (): Problem => new Problem('upload_not_found');

/** The object of an upload. Only ids that this namespace has made lead to one: a guessed one makes none. */
function uploadOf(c: Context<App<Env>>): DurableObjectStub<PartedUploadPort> {
  try {
    return c.env.UPLOADS.get(c.env.UPLOADS.idFromString(c.req.param('id') ?? ''));
  } catch {
    throw notFound();
  }
}

/** The answer to a finished upload: 200 for bytes that were there already. */
export function answered(c: Context<App<Env>>, done: Omit<Done, 'media_id'> & { id: string }): Response {
  const { written, duplicate, ...media } = done;
  setWritten(c, written);
  c.header('location', `/api/v1/media/${media.id}`);
  return c.json(media, duplicate ? 200 : 201);
}

export function partedRoutes(app: Hono<App<Env>>): void {
  app.get('/api/v1/limits', (c) => c.json(LIMITS));

  app.post('/api/v1/uploads', async (c) => {
    const { filename, size } = await body(c, NewUpload);
    if (size > FILE_MAX_BYTES) throw new Problem('file_too_large', 'A file may have 2 GB.');
    const upload = c.env.UPLOADS.get(c.env.UPLOADS.newUniqueId());
    const { user_id } = c.get('caller');
    const view = await upload.begin({ user_id, filename: safeFilename(filename), size });
    return c.json(view, 201, { location: `/api/v1/uploads/${view.id}` });
  });

  app.get('/api/v1/uploads/:id', async (c) => {
    const view = await uploadOf(c).view(c.get('caller').user_id);
    if (!view) throw notFound();
    return c.json(view);
  });

  app.delete('/api/v1/uploads/:id', async (c) => {
    if (!(await uploadOf(c).abort(c.get('caller').user_id))) throw notFound();
    return c.json({ message: 'The upload was given up.' });
  });

  app.put('/api/v1/uploads/:id/parts/:n', (c) =>
    withBody(c, async (bytes) => {
      const upload = uploadOf(c);
      const { user_id } = c.get('caller');
      const found = await upload.plan(user_id);
      if (!found?.open) throw notFound();
      const { plan } = found;
      const n = Number(c.req.param('n'));
      const size = Number.isInteger(n) ? expectedSize(plan.size, n) : 0;
      if (size === 0) throw new Problem('upload_part_wrong', 'This upload has no such part.');
      if (announcedLength(c.req.raw, 0) !== size || bytes === null)
        throw new Problem('upload_part_wrong', `Part ${n} of this upload has ${size} bytes.`);
      const { filename } = plan;
      return withPartLock(upload, n, async () => {
        const facts = n === 1 ? await inspected({ filename, bytes }, user_id) : undefined;
        const parts = c.env.FILES.resumeMultipartUpload(originalKey(plan.media_id), plan.r2_upload_id);
        try {
          const { stored, sha256 } = await streamed({ bytes, size }, (stream) => parts.uploadPart(n, stream));
          // A crash here leaves an unrecorded part: it is sent again, and replaces itself.
          return c.json(await upload.note({ n, etag: stored.etag, sha256 }, facts?.content_type));
        } catch (error) {
          if (error instanceof Problem) throw error;
          if (hasLostParts(error)) await upload.abort(user_id);
          // Given up or completed while the part was on its way, or lost by the bucket: R2 takes none any more.
          if ((await upload.plan(user_id))?.open) throw error;
          throw notFound();
        }
      });
    }),
  );

  app.post('/api/v1/uploads/:id/complete', async (c) => {
    const caller = c.get('caller');
    const done = await uploadOf(c)
      .complete(caller.user_id, metadataOf(c, caller))
      .catch((error: unknown) => {
        // Its alarm goes on with it; asked again, it says what came of that.
        log('warn', 'upload not completed', { trace_id: traceId(c), id: c.req.param('id'), error });
        if (isOutOfRoom(error)) throw new Problem('storage_full');
        throw new Problem('service_unavailable', 'The parts are not joined yet: ask again.', {
          headers: { 'retry-after': '2' },
        });
      });
    if (!done) throw notFound();
    if ('missing' in done)
      throw new Problem('upload_incomplete', `Parts are missing: ${done.missing.slice(0, 20).join(', ')}.`);
    const { media_id: id, ...rest } = done;
    return answered(c, { id, ...rest });
  });
}
