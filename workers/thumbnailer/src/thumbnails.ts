// POST /renditions: one image at a time through the decoder. The slot is taken before the body is read, since
// the body is the first thing that costs memory; after any failure the slot is released and the next image works.
import { Hono } from 'hono';
import { notFound, onError, Problem, traceId } from '#shared/http/problem';
import { decoderSlot, type Slot, type SlotOptions } from './slot.ts';
import { RENDITION_SIDES, SIDES, TOTAL_BYTES, ZOOM_SIDE, type Answer } from '#shared/mediahub/ports/thumbnailer';
import { renditionsOf, type Made } from './renditions-of.ts';

/** A source that stalls for longer must not block the decoder for others. */
const BODY_DEADLINE_MS = 5_000;
const COME_BACK_MS = 1_000;
export const SLOT: SlotOptions = { lease_ms: 2 * BODY_DEADLINE_MS, turn_ms: 150, max_wait_ms: 5_000 };

const busy = (detail: string, retryAfterMs: number): Problem =>
  new Problem('busy', detail, {
    headers: {
      'retry-after-ms': String(retryAfterMs),
      'retry-after': String(Math.ceil(retryAfterMs / 1000)),
    },
  });

/** @throws Problem busy when it does not come: its source is under load, and nothing is known against the image */
async function bytesOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  const tooSlow = scheduler.wait(BODY_DEADLINE_MS).then(() => {
    throw busy('The image did not arrive in time.', COME_BACK_MS);
  });
  return new Uint8Array(await Promise.race([request.arrayBuffer(), tooSlow]));
}

const sidesIn = (header: string | undefined): readonly number[] => {
  const sides = (header ?? '')
    .split(',')
    .map(Number)
    .filter((side) => side >= 1 && side <= ZOOM_SIDE);
  return sides.length > 0 ? sides : RENDITION_SIDES;
};

function formOf({ refused, report, renditions }: Made): Response {
  const form = new FormData();
  form.append('answer', JSON.stringify({ refused, report } satisfies Answer));
  for (const { side, jpeg } of renditions) form.append(String(side), new Blob([jpeg], { type: 'image/jpeg' }));
  return new Response(form);
}

/** The app over a decoder's slot. */
export function thumbnailsOver(takeSlot: (now: number) => Slot): Hono {
  const app = new Hono();
  app.onError(onError);
  app.notFound(notFound);

  app.post('/renditions', async (c) => {
    const slot = takeSlot(Date.now());
    if (!slot.taken) throw busy('Another image is being decoded.', slot.retry_after_ms);
    let began: number | null = null;
    try {
      const bytes = await bytesOf(c.req.raw);
      began = Date.now();
      const total = Number(c.req.header(TOTAL_BYTES) ?? bytes.length);
      return formOf(await renditionsOf(bytes, total, sidesIn(c.req.header(SIDES)), traceId(c)));
    } finally {
      // The clock of an isolate stops while it computes: only waiting moves it.
      await scheduler.wait(0);
      const now = Date.now();
      slot.release(now, began === null ? 0 : now - began);
    }
  });
  return app;
}

export const thumbnails = thumbnailsOver(decoderSlot(SLOT));
