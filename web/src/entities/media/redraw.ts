// A picture that a browser drew, e.g. of a video, and whose file the bucket has lost. The server cannot make it again, so this
// browser draws it once more.
import type { Media } from './media.ts';

/** One try for each until the page is reloaded: a file that this browser cannot show now, it cannot show later either. */
const tried = new Set<string>();

type Drawn = Pick<Media, 'id' | 'made_of' | 'thumbnail_url' | 'content_type' | 'content_url'>;

/** @returns whether there is a picture again */
export async function redrawLost(media: Drawn): Promise<boolean> {
  const { id, made_of, thumbnail_url } = media;
  if (made_of !== 'browser' || thumbnail_url === null || tried.has(id)) return false;
  const { status } = await fetch(thumbnail_url, { credentials: 'same-origin' });
  if (status !== 404) return false;
  tried.add(id);
  const { drawPreview } = await import('../upload/preview.ts');
  await drawPreview(media);
  return true;
}
