// Uploads photos that were drawn for trying things out, the way every file goes.
import { useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { drawDemoPhoto } from './demo-photo.ts';
import type { UploadQueue } from './queue.ts';
import { useUploadQueue } from './UploadProvider.tsx';

/** The media id of this file, once the server has it; null when it will not take it. */
const storedAs = (queue: UploadQueue, file: File): Promise<string | null> =>
  new Promise((resolve) => {
    const look = () => {
      const upload = queue.snapshot().uploads.find((one) => one.file === file);
      if (upload && (upload.mediaId !== null || upload.state === 'failed')) {
        stop();
        resolve(upload.mediaId);
      }
    };
    const stop = queue.subscribe(look);
    look();
  });

export interface DemoUpload {
  busy: boolean;
  /** Draws and uploads so many; resolves with the ids of those that were stored. */
  upload: (count: number) => Promise<string[]>;
}

export function useDemoUpload(): DemoUpload {
  const queue = useUploadQueue();
  const [busy, setBusy] = useState(false);
  const upload = async (count: number) => {
    setBusy(true);
    try {
      const names = t.library.demoNames;
      const seed = Date.now() % 100_000;
      const first = Math.floor(Math.random() * names.length);
      const files = await Promise.all(
        Array.from({ length: count }, (_, n) =>
          drawDemoPhoto(names[(first + n) % names.length] ?? 'Photo.jpg', seed + n),
        ),
      );
      queue.add(files);
      const ids = await Promise.all(files.map((file) => storedAs(queue, file)));
      return ids.filter((id) => id !== null);
    } finally {
      setBusy(false);
    }
  };
  return { busy, upload };
}
