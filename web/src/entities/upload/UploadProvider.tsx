// One upload queue per session, above the pages: going elsewhere does not stop it, closing the window asks first.
import { createContext, use, useEffect, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { createUploadQueue, type UploadQueue } from './queue.ts';
import { limits } from './limits.ts';
import { sendLater } from './sending.ts';
import { summaryOf } from './summary.ts';

const QueueContext = createContext<UploadQueue | null>(null);

export function UploadProvider({ children }: { children: ReactNode }) {
  const { wantWritten, connection } = useLive();
  const [queue] = useState(() => {
    let most = Infinity;
    limits().then(
      ({ file_max_bytes }) => (most = file_max_bytes),
      // Not known yet: the server says it itself.
      () => undefined,
    );
    return createUploadQueue({
      maxBytes: () => most,
      send: sendLater,
      // The live feed will say so, too; whichever comes first.
      onStored: ({ token }) => wantWritten('media', token),
    });
  });

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (summaryOf(queue.snapshot().uploads).open > 0) event.preventDefault();
    };
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [queue]);

  // Logging out unmounts this component, which stops the user's uploads.
  useEffect(() => queue.stop, [queue]);

  useEffect(() => {
    if (connection === 'live') queue.wake();
  }, [connection, queue]);

  return <QueueContext value={queue}>{children}</QueueContext>;
}

export function useUploadQueue(): UploadQueue {
  const queue = use(QueueContext);
  if (!queue) throw new Error('useUploadQueue is only for what a logged-in user sees');
  return queue;
}

export function useUploads() {
  const { subscribe, snapshot } = useUploadQueue();
  return useSyncExternalStore(subscribe, snapshot);
}
