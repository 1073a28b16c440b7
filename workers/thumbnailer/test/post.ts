// Asking the thumbnailer as its callers do, and looking at what comes back.
import * as z from 'zod';
import { Answer, SIDES, THUMBNAIL_SIDE, TOTAL_BYTES } from '#shared/mediahub/ports/thumbnailer';
import { thumbnails } from '../src/thumbnails.ts';
import { look } from './pictures.ts';

export interface Asking {
  sides?: readonly number[];
  total?: number;
  app?: typeof thumbnails;
}

export const ask = async (body: BodyInit, { sides, total, app = thumbnails }: Asking = {}): Promise<Response> =>
  app.request('/renditions', {
    method: 'POST',
    body,
    headers: {
      ...(sides ? { [SIDES]: sides.join(',') } : {}),
      ...(total === undefined ? {} : { [TOTAL_BYTES]: String(total) }),
    },
  });

/** Asks until it is heard: the decoder may be taken. */
export async function post(body: BodyInit, asking: Asking = {}): Promise<Response> {
  for (;;) {
    const response = await ask(body, asking);
    if (response.status !== 429) return response;
    await scheduler.wait(Number(response.headers.get('retry-after-ms')));
  }
}

export interface Made extends Answer {
  /** By longest side. */
  files: Map<number, Uint8Array<ArrayBuffer>>;
}

async function madeIn(response: Response): Promise<Made> {
  const form = await response.formData();
  const files = new Map<number, Uint8Array<ArrayBuffer>>();
  for (const [name, value] of form.entries())
    if (typeof value !== 'string') files.set(Number(name), new Uint8Array(await value.arrayBuffer()));
  return { ...Answer.parse(JSON.parse(z.string().parse(form.get('answer')))), files };
}

export const made = async (body: BodyInit, asking?: Asking): Promise<Made> => madeIn(await post(body, asking));

/** The smallest rendition. */
export function thumbnailIn({ files }: Made): Uint8Array<ArrayBuffer> {
  const thumbnail = files.get(THUMBNAIL_SIDE);
  if (!thumbnail) throw new Error('there is no thumbnail');
  return thumbnail;
}

/** Width and height of the original, as people see it. */
export const sizeIn = ({ report }: Made): string => `${report?.width}x${report?.height}`;

/** The colours of a JPEG at four points: by default in the middle of each quadrant. */
export function quadrants(jpeg: Uint8Array, [near, far]: readonly [number, number] = [0.25, 0.75]) {
  const seen = look(jpeg);
  return [seen.colour(near, near), seen.colour(far, near), seen.colour(near, far), seen.colour(far, far)];
}
