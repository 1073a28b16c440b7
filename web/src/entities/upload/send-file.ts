// One file on its way: XMLHttpRequest, because fetch does not tell how much of a body has left.
import { ApiProblem, beginTrace, offline } from '../../api/http.ts';

export interface Stored {
  mediaId: string;
  /** What a read asks for to show it. */
  token: string | null;
  /** The library had these bytes already. */
  duplicate: boolean;
}

export interface SendOptions {
  /** The same key for every try: the server gives a repeated upload its first answer. */
  idempotencyKey: string;
  signal: AbortSignal;
  /** 0 to 1 */
  onProgress: (sent: number) => void;
}

export type SendFile = (file: File, options: SendOptions) => Promise<Stored>;

export interface Answered {
  status: number;
  body: string;
  token: string | null;
  retryAfter: string | null;
}

/** The bytes themselves as the body of a request. */
export const sendBytes = (
  method: 'POST' | 'PUT',
  path: string,
  bytes: Blob,
  {
    signal,
    onProgress,
    headers,
  }: Pick<SendOptions, 'signal' | 'onProgress'> & { headers: Record<string, string> },
): Promise<Answered> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(new DOMException('cancelled', 'AbortError'));
      return;
    }
    const request = new XMLHttpRequest();
    request.open(method, path);
    request.setRequestHeader('traceparent', beginTrace());
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onload = () =>
      resolve({
        status: request.status,
        body: request.responseText,
        token: request.getResponseHeader('x-consistency-token'),
        retryAfter: request.getResponseHeader('retry-after'),
      });
    request.onerror = () => reject(offline());
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(bytes);
  });

/** No answer at all, too busy, or a proxy without a server behind it. */
const MAY_PASS: ReadonlySet<number> = new Set([0, 429, 502, 503, 504]);

/** The same request may go through in a moment. */
export const mayPass = (error: unknown): error is ApiProblem =>
  error instanceof ApiProblem && MAY_PASS.has(error.status);

/** Whether sending the same file again could end otherwise: what was refused for what it is, is refused again. */
export const mayWork = (error: unknown): boolean =>
  error === 'cancelled' ||
  (error instanceof ApiProblem
    ? error.status < 400 || error.status === 408 || error.status === 409 || error.status >= 429
    : error instanceof Error);
