// The upload queue: any number of files, a few at a time, each with its own Idempotency-Key, so that sending it again
// is always safe. A store outside React, because uploads outlive the page that began them.
import { newKey } from '../../app/api.ts';
import { mayPass, type SendFile, type Stored } from './send-file.ts';

export const AT_ONCE = 4;
export const MAX_BYTES = 50 * 1000 * 1000;
const MAX_AUTOMATIC_TRIES = 8;
const MAX_PAUSE_SECONDS = 30;

export type UploadState = 'queued' | 'sending' | 'waiting' | 'stored' | 'failed';

export interface Upload {
  id: string;
  file: File;
  state: UploadState;
  /** 0 to 1 */
  progress: number;
  tries: number;
  mediaId: string | null;
  /** Why it failed, in words for people. */
  error: string | null;
}

interface Options {
  send: SendFile;
  onStored: (stored: Stored) => void;
  texts: { tooLarge: string; cancelled: string };
}

export interface UploadQueue {
  subscribe: (listener: () => void) => () => void;
  snapshot: () => readonly Upload[];
  add: (files: readonly File[]) => void;
  retry: (id: string) => void;
  retryFailed: () => void;
  cancel: (id: string) => void;
  clearFinished: () => void;
  /** The server is there again: what waits for it need not wait any longer. */
  wake: () => void;
  /** Stops everything for good, e.g. at logout. */
  stop: () => void;
}

export function createUploadQueue({ send, onStored, texts }: Options): UploadQueue {
  let uploads: readonly Upload[] = [];
  const listeners = new Set<() => void>();
  const underWay = new Map<string, AbortController>();
  let stopped = false;

  const set = (next: readonly Upload[]) => {
    uploads = next;
    for (const listener of listeners) listener();
  };
  const patch = (id: string, change: Partial<Upload>) =>
    set(uploads.map((one) => (one.id === id ? { ...one, ...change } : one)));

  const fill = () => {
    while (!stopped && underWay.size < AT_ONCE) {
      const next = uploads.find(({ state }) => state === 'queued');
      if (!next) return;
      void run(next);
    }
  };

  const run = async ({ id, file, tries }: Upload): Promise<void> => {
    const abort = new AbortController();
    underWay.set(id, abort);
    patch(id, { state: 'sending', progress: 0, error: null, tries: tries + 1 });
    try {
      const stored = await send(file, {
        idempotencyKey: id,
        signal: abort.signal,
        onProgress: (progress) => patch(id, { progress }),
      });
      patch(id, { state: 'stored', progress: 1, mediaId: stored.mediaId });
      onStored(stored);
    } catch (error) {
      fail(id, tries + 1, error, abort.signal.aborted);
    } finally {
      underWay.delete(id);
      fill();
    }
  };

  const fail = (id: string, tries: number, error: unknown, aborted: boolean) => {
    if (aborted) return patch(id, { state: 'failed', error: texts.cancelled });
    const why = error instanceof Error ? error.message : String(error);
    if (!mayPass(error) || tries >= MAX_AUTOMATIC_TRIES) return patch(id, { state: 'failed', error: why });
    patch(id, { state: 'waiting', error: why });
    const seconds = error.retryAfterSeconds ?? Math.min(MAX_PAUSE_SECONDS, 0.5 * 2 ** tries);
    setTimeout(() => {
      if (uploads.find((one) => one.id === id)?.state === 'waiting') requeue(id, tries);
    }, seconds * 1000);
  };

  const requeue = (id: string, tries: number) => {
    patch(id, { state: 'queued', error: null, tries });
    fill();
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => uploads,
    add(files) {
      const added = files.map((file): Upload => {
        const tooLarge = file.size > MAX_BYTES;
        return {
          id: newKey(),
          file,
          state: tooLarge ? 'failed' : 'queued',
          progress: 0,
          tries: 0,
          mediaId: null,
          error: tooLarge ? texts.tooLarge : null,
        };
      });
      set([...uploads, ...added]);
      fill();
    },
    retry: (id) => requeue(id, 0),
    retryFailed() {
      for (const { id, state } of uploads) if (state === 'failed') requeue(id, 0);
    },
    cancel(id) {
      const running = underWay.get(id);
      if (running) running.abort();
      else patch(id, { state: 'failed', error: texts.cancelled });
    },
    clearFinished: () => set(uploads.filter(({ state }) => state !== 'stored' && state !== 'failed')),
    wake() {
      for (const { id, state, tries } of uploads) if (state === 'waiting') requeue(id, tries);
    },
    stop() {
      stopped = true;
      for (const abort of underWay.values()) abort.abort();
      set([]);
    },
  };
}

export interface UploadSummary {
  all: number;
  stored: number;
  failed: number;
  /** Neither stored nor failed. */
  open: number;
  /** 0 to 1, by bytes */
  progress: number;
}

export function summaryOf(uploads: readonly Upload[]): UploadSummary {
  const count = (state: UploadState) => uploads.filter((one) => one.state === state).length;
  const sum = (of: (one: Upload) => number) => uploads.reduce((total, one) => total + of(one), 0);
  const stored = count('stored');
  const failed = count('failed');
  const bytes = sum(({ file }) => file.size);
  const sent = sum(({ file, progress, state }) => file.size * (state === 'failed' ? 1 : progress));
  return {
    all: uploads.length,
    stored,
    failed,
    open: uploads.length - stored - failed,
    progress: bytes ? sent / bytes : 0,
  };
}
