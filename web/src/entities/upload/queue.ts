// The upload queue: any number of files, a few at a time, each with its own Idempotency-Key, so that sending it again
// is always safe. A store outside React, because uploads outlive the page that began them.
import { newKey, type ApiProblem } from '../../api/http.ts';
import { nextPause, type Pause } from './pause.ts';
import { mayPass, mayWork, type SendFile, type Stored } from './send-file.ts';

export const AT_ONCE = 4;

export type UploadState = 'queued' | 'sending' | 'stored' | 'failed';

export interface Upload {
  /** Also its Idempotency-Key. */
  id: string;
  file: File;
  state: UploadState;
  /** 0 to 1 */
  progress: number;
  mediaId: string | null;
  /** The library had these bytes already: nothing was sent, or nothing was kept. */
  duplicate: boolean;
  /** Why it failed. */
  error: Error | 'too_large' | 'cancelled' | null;
}

export interface UploadsView {
  uploads: readonly Upload[];
  /** Nothing is sent until it ends: the server is busy or away. */
  pause: Pause | null;
}

interface Options {
  send: SendFile;
  /** The largest file that the server takes; while that is not known, any. */
  maxBytes?: () => number;
  onStored: (stored: Stored) => void;
}

export interface UploadQueue {
  subscribe: (listener: () => void) => () => void;
  /** The same object until something changes. */
  snapshot: () => UploadsView;
  add: (files: readonly File[]) => void;
  retry: (id: string) => void;
  retryFailed: () => void;
  cancel: (id: string) => void;
  clearFinished: () => void;
  /** Ends a pause: the server is there again, or someone wants to know. */
  wake: () => void;
  /** Forgets everything, e.g. at logout. */
  stop: () => void;
}

export function createUploadQueue({ send, maxBytes = () => Infinity, onStored }: Options): UploadQueue {
  let view: UploadsView = { uploads: [], pause: null };
  /** Pauses since a file last got through: while there are any, one file goes ahead as a probe. */
  let pauses = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const listeners = new Set<() => void>();
  const underWay = new Map<string, AbortController>();

  const show = (change: Partial<UploadsView>) => {
    view = { ...view, ...change };
    for (const listener of listeners) listener();
  };
  const patch = (id: string, change: Partial<Upload>) =>
    show({ uploads: view.uploads.map((one) => (one.id === id ? { ...one, ...change } : one)) });

  const fill = () => {
    while (view.pause === null && underWay.size < (pauses > 0 ? 1 : AT_ONCE)) {
      const next = view.uploads.find(({ state, id }) => state === 'queued' && !underWay.has(id));
      if (!next) return;
      void run(next);
    }
  };

  const run = async ({ id, file }: Upload): Promise<void> => {
    const abort = new AbortController();
    underWay.set(id, abort);
    patch(id, { state: 'sending', progress: 0, error: null });
    try {
      const stored = await send(file, {
        idempotencyKey: id,
        signal: abort.signal,
        onProgress: (progress) => patch(id, { progress }),
      });
      pauses = 0;
      patch(id, {
        state: 'stored',
        progress: 1,
        mediaId: stored.mediaId,
        duplicate: stored.duplicate,
      });
      onStored(stored);
    } catch (error) {
      if (abort.signal.aborted) patch(id, { state: 'failed', error: 'cancelled' });
      else if (mayPass(error)) hold(id, error);
      else patch(id, { state: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
    } finally {
      underWay.delete(id);
      fill();
    }
  };

  /** Not this file's fault: it keeps its place and its key, and all wait together. */
  const hold = (id: string, why: ApiProblem) => {
    patch(id, { state: 'queued', progress: 0 });
    if (view.pause === null) pauses += 1;
    const pause = nextPause(view.pause, why, pauses, Date.now());
    clearTimeout(timer);
    timer = setTimeout(wake, pause.until - Date.now());
    show({ pause });
  };

  const wake = () => {
    clearTimeout(timer);
    if (view.pause !== null) show({ pause: null });
    fill();
  };

  const requeue = (wanted: (upload: Upload) => boolean) => {
    show({
      uploads: view.uploads.map((one) =>
        one.state === 'failed' && mayWork(one.error) && wanted(one)
          ? { ...one, state: 'queued', progress: 0, error: null }
          : one,
      ),
    });
    fill();
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    snapshot: () => view,
    add(files) {
      const added = files.map((file): Upload => {
        const tooLarge = file.size > maxBytes();
        return {
          id: newKey(),
          file,
          state: tooLarge ? 'failed' : 'queued',
          progress: 0,
          mediaId: null,
          duplicate: false,
          error: tooLarge ? 'too_large' : null,
        };
      });
      show({ uploads: [...view.uploads, ...added] });
      fill();
    },
    retry: (id) => requeue((one) => one.id === id),
    retryFailed: () => requeue(() => true),
    cancel(id) {
      const running = underWay.get(id);
      if (running) running.abort();
      else patch(id, { state: 'failed', error: 'cancelled' });
    },
    clearFinished: () =>
      show({ uploads: view.uploads.filter(({ state }) => state !== 'stored' && state !== 'failed') }),
    wake,
    stop() {
      show({ uploads: [], pause: null });
      clearTimeout(timer);
      for (const abort of underWay.values()) abort.abort();
    },
  };
}
