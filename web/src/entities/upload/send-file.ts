// One file on its way: XMLHttpRequest, because fetch does not tell how much of a body has left.
import { ApiProblem, offline, problemFrom } from '../../api/http.ts';

export interface Stored {
  mediaId: string;
  /** What a read asks for to show it. */
  token: string | null;
}

export interface SendOptions {
  /** The same key for every try: the server gives a repeated upload its first answer. */
  idempotencyKey: string;
  signal: AbortSignal;
  /** 0 to 1 */
  onProgress: (sent: number) => void;
}

export type SendFile = (file: File, options: SendOptions) => Promise<Stored>;

export const sendFile: SendFile = (file, { idempotencyKey, signal, onProgress }) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', '/api/v1/media');
    request.setRequestHeader('idempotency-key', idempotencyKey);
    request.setRequestHeader('prefer', 'respond-async');
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () => {
      const mediaId = request.status === 201 || request.status === 200 ? idOf(request.responseText) : null;
      if (mediaId === null)
        reject(problemFrom(request.status, request.responseText, request.getResponseHeader('retry-after')));
      else resolve({ mediaId, token: request.getResponseHeader('x-consistency-token') });
    };
    request.onerror = () => reject(offline());
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });

    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });

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

/** No answer at all, too busy, or a proxy without a server behind it. */
const MAY_PASS: ReadonlySet<number> = new Set([0, 429, 502, 503, 504]);

/** The same request may go through in a moment. */
export const mayPass = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && MAY_PASS.has(error.status);
