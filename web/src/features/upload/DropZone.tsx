// The whole window takes dropped files, sidebar and rail too, and pasted ones; while they hover, it says so.
import { Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { droppedFiles } from './dropped-files.ts';
import { useUploadQueue } from '../../entities/upload/UploadProvider.tsx';

const bringsFiles = (transfer: DataTransfer | null): transfer is DataTransfer =>
  transfer?.types.includes('Files') ?? false;

export function DropZone() {
  const queue = useUploadQueue();
  const [hovering, setHovering] = useState(false);

  useEffect(() => {
    // Entering a child leaves its parent: only the balance tells whether the files are still here.
    let depth = 0;
    const move = (by: number) => (event: DragEvent) => {
      if (!bringsFiles(event.dataTransfer)) return;
      event.preventDefault();
      depth = Math.max(0, depth + by);
      setHovering(depth > 0);
    };
    const drop = (event: DragEvent) => {
      if (!bringsFiles(event.dataTransfer)) return;
      event.preventDefault();
      depth = 0;
      setHovering(false);
      void droppedFiles(event.dataTransfer).then(queue.add);
    };
    const paste = ({ clipboardData }: ClipboardEvent) => {
      if (bringsFiles(clipboardData)) queue.add([...clipboardData.files]);
    };
    const leaving = new AbortController();
    const { signal } = leaving;
    addEventListener('dragenter', move(1), { signal });
    addEventListener('dragleave', move(-1), { signal });
    addEventListener('dragover', move(0), { signal });
    addEventListener('drop', drop, { signal });
    addEventListener('paste', paste, { signal });
    return () => leaving.abort();
  }, [queue]);

  if (!hovering) return null;
  return (
    <div className="pointer-events-none fixed inset-0 z-50 grid place-items-center bg-canvas/80 backdrop-blur-sm">
      <p className="flex items-center gap-3 rounded-2xl border-2 border-dashed border-accent bg-accent-soft px-10 py-8 text-lg font-semibold text-accent-strong">
        <Upload className="size-6" aria-hidden />
        {t.library.dropHere}
      </p>
    </div>
  );
}
