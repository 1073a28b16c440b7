// One file on its way, by whichever way fits it: not at all when the library has it, in one request when it is small
// enough, in parts when it is larger. Called again after a failure it goes on where it was.
import type { PartedUpload } from '#shared/mediahub/api/upload';
import { problemFrom, read, write } from '../../api/http.ts';
import { knownAs } from './known.ts';
import { limits } from './limits.ts';
import { sendBytes, type SendFile, type SendOptions, type Stored } from './send-file.ts';

/** The same file again, also after a reload: what a browser lets us know of it. */
const memoryKey = ({ name, size, lastModified }: File): string =>
  `mediahub.upload ${JSON.stringify([name, size, lastModified])}`;

function remembered(file: File): string | null {
  try {
    return localStorage.getItem(memoryKey(file));
  } catch {
    return null;
  }
}
function remember(file: File, id: string | null): void {
  try {
    if (id === null) localStorage.removeItem(memoryKey(file));
    else localStorage.setItem(memoryKey(file), id);
  } catch {
    // Without storage a reload begins again.
  }
}

/** The upload of this file that is under way, or a new one. */
async function uploadOf(file: File): Promise<PartedUpload> {
  const before = remembered(file);
  const found =
    before === null
      ? null
      : await read('GET /api/v1/uploads/:id', { path: { id: before } }).catch((error: unknown) => {
          // Ended, or another user's: this one begins.
          if (error instanceof Error && 'status' in error && error.status === 404) return null;
          throw error;
        });
  // One that is a media item already has all its parts: completing it again says which.
  if (found) return found;
  const { data } = await write('POST /api/v1/uploads', { body: { filename: file.name, size: file.size } });
  remember(file, data.id);
  return data;
}

/** @param again an upload that has ended, after a day or in another tab, is started over: once */
const inParts = async (file: File, options: SendOptions, again = true): Promise<Stored> => {
  const { signal, onProgress } = options;
  const { id, part_bytes, parts, received } = await uploadOf(file);
  const there = new Set(received);
  for (let n = 1; n <= parts; n++) {
    if (there.has(n)) continue;
    const from = (n - 1) * part_bytes;
    const part = file.slice(from, from + part_bytes);
    const tell = (sent: number) => onProgress((from + sent * part.size) / file.size);
    const { status, body, retryAfter } = await sendBytes('PUT', `/api/v1/uploads/${id}/parts/${n}`, part, {
      signal,
      onProgress: tell,
      headers: { 'content-type': 'application/octet-stream' },
    });
    // Another tab sends the same file, and has completed it: completing it again says what became of it.
    if (status === 404) break;
    if (status !== 200) throw problemFrom(status, body, retryAfter);
  }
  const { status, body, token, retryAfter } = await sendBytes(
    'POST',
    `/api/v1/uploads/${id}/complete`,
    new Blob(),
    { signal, onProgress: () => undefined, headers: {} },
  );
  if (status === 404) {
    remember(file, null);
    if (again) return inParts(file, options, false);
  }
  const mediaId = status === 200 || status === 201 ? idOf(body) : null;
  if (mediaId === null) throw problemFrom(status, body, retryAfter);
  remember(file, null);
  return { mediaId, token, duplicate: status === 200 };
};

const atOnce: SendFile = async (file, { idempotencyKey, signal, onProgress }): Promise<Stored> => {
  const { status, body, token, retryAfter } = await sendBytes('POST', '/api/v1/media', file, {
    signal,
    onProgress,
    headers: {
      'idempotency-key': idempotencyKey,
      prefer: 'respond-async',
      'content-type': file.type || 'application/octet-stream',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name).replaceAll("'", '%27')}`,
    },
  });
  const id = status === 200 || status === 201 ? idOf(body) : null;
  if (id === null) throw problemFrom(status, body, retryAfter);
  return { mediaId: id, token, duplicate: status === 200 };
};

function idOf(body: string): string | null {
  try {
    const answer: unknown = JSON.parse(body);
    return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string'
      ? answer.id
      : null;
  } catch {
    return null;
  }
}

export const sendFile: SendFile = async (file, options) => {
  const allowed = await limits();
  const known = await knownAs(file, allowed);
  if (known !== null) return { mediaId: known, token: null, duplicate: true };
  return file.size > allowed.request_max_bytes ? inParts(file, options) : atOnce(file, options);
};
