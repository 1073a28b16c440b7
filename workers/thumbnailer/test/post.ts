// Asking the thumbnailer as its callers do, and looking at what comes back.
import { look, type Seen } from './pictures.ts';
import { thumbnails } from '../src/thumbnails.ts';

/** Asks until it is heard: the decoder rests after each image. */
export async function post(body: BodyInit): Promise<Response> {
  for (;;) {
    const response = await thumbnails.request('/thumbnail', { method: 'POST', body });
    if (response.status !== 429) return response;
    await scheduler.wait(Number(response.headers.get('retry-after-ms')));
  }
}

export const bytesOf = async (response: Response): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await response.arrayBuffer());

/** The colours of a JPEG at four points: by default in the middle of each quadrant. */
export function quadrants(jpeg: Uint8Array, [near, far]: readonly [number, number] = [0.25, 0.75]) {
  const seen: Seen = look(jpeg);
  return [seen.colour(near, near), seen.colour(far, near), seen.colour(near, far), seen.colour(far, far)];
}
