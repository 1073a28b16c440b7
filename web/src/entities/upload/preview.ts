// A picture for what the server cannot decode: the browser that uploads a video, or a photo of an unusual kind, may be able
// to show it. Once the server has said that it has no picture, one is drawn here and sent, at most 1,600 pixels a side.
import { newKey, problemFrom, read } from '../../api/http.ts';

const SIDE = 1600;
const QUALITY = 0.85;
/** How long processing is waited for, and how often it is asked about. */
const PATIENCE_MS = 120_000;
const ASK_EVERY_MS = 2_000;
/** A video that does not load in this time is none that this browser plays. */
const LOAD_MS = 15_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const isVideo = (file: File): boolean =>
  file.type.startsWith('video/') || /\.(mp4|m4v|mov|webm)$/i.test(file.name);

/** Kinds and sizes that the server may have no decoder for; for others asking is not worth it. */
const mayLackPicture = (file: File): boolean =>
  isVideo(file) || /\.(hei[cf]|avif|webp)$/i.test(file.name) || file.size > 200_000;

/** True once processing has ended without a picture. */
async function lacksPicture(mediaId: string): Promise<boolean> {
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    await pause(ASK_EVERY_MS);
    const media = await read('GET /api/v1/media/:id', { path: { id: mediaId } }).catch(() => null);
    if (media && media.status !== 'uploaded') return media.status === 'processed' && media.thumbnail_url === null;
  }
  return false;
}

interface Drawable {
  source: CanvasImageSource;
  width: number;
  height: number;
}

async function photo(file: Blob): Promise<Drawable> {
  const source = await createImageBitmap(file);
  return { source, width: source.width, height: source.height };
}

const heard = (target: EventTarget, name: string): Promise<void> =>
  new Promise((resolve, reject) => {
    target.addEventListener(name, () => resolve(), { once: true });
    target.addEventListener('error', () => reject(new Error('the browser cannot play it')), { once: true });
    setTimeout(() => reject(new Error('it does not load')), LOAD_MS);
  });

/** A frame a little after the beginning, which is often black. */
async function frame(url: string): Promise<Drawable> {
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.preload = 'auto';
  video.src = url;
  await heard(video, 'loadeddata');
  if (Number.isFinite(video.duration) && video.duration > 0) {
    video.currentTime = Math.min(1, video.duration / 3);
    await heard(video, 'seeked');
  }
  return { source: video, width: video.videoWidth, height: video.videoHeight };
}

async function drawn({ source, width, height }: Drawable): Promise<Blob> {
  const scale = Math.min(1, SIDE / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('the canvas is empty');
  return blob;
}

async function pictureOf(file: File): Promise<Blob> {
  if (!isVideo(file)) return drawn(await photo(file));
  const url = URL.createObjectURL(file);
  try {
    return await drawn(await frame(url));
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** @throws ApiProblem when the server does not take it */
async function send(mediaId: string, body: Blob): Promise<void> {
  const response = await fetch(`/api/v1/media/${mediaId}/preview`, {
    method: 'PUT',
    body,
    credentials: 'same-origin',
    headers: { 'content-type': 'image/jpeg', 'idempotency-key': newKey() },
  });
  if (!response.ok) throw problemFrom(response.status, await response.text(), null);
}

interface StoredFile {
  id: string;
  content_type: string;
  content_url: string | null;
}

/**
 * Draws a picture of a file that is stored without one, and sends it. A video is not fetched as a whole.
 * @throws when this browser cannot show it either, or the server does not take the picture
 */
export async function drawPreview({ id, content_type, content_url }: StoredFile): Promise<void> {
  if (content_url === null) throw new Error('there is no file');
  if (content_type.startsWith('video/')) return send(id, await drawn(await frame(content_url)));
  const response = await fetch(content_url, { credentials: 'same-origin' });
  if (!response.ok) throw new Error(`the file cannot be read: ${response.status}`);
  return send(id, await drawn(await photo(await response.blob())));
}

/** Draws and sends a picture where one is missing. What this browser cannot show stays without; the tile says so. */
export async function offerPreview(file: File, mediaId: string): Promise<void> {
  if (!mayLackPicture(file) || !(await lacksPicture(mediaId))) return;
  try {
    await send(mediaId, await pictureOf(file));
  } catch {
    // This browser cannot show it either.
  }
}
