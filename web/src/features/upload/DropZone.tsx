// Every page takes dropped files; while they hover, it says so.
import { Upload } from 'lucide-react';
import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { t } from '../../i18n/texts.ts';
import { droppedFiles } from './dropped-files.ts';
import { useUploadQueue } from '../../entities/upload/UploadProvider.tsx';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');

export function DropZone({ children }: { children: ReactNode }) {
  const queue = useUploadQueue();
  const [hovering, setHovering] = useState(false);
  // Entering a child leaves the parent: only the balance tells whether the files are still here.
  const depth = useRef(0);

  const move = (event: DragEvent, by: number) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth.current += by;
    setHovering(depth.current > 0);
  };

  return (
    <div
      data-testid="dropzone"
      onDragEnter={(event) => move(event, 1)}
      onDragLeave={(event) => move(event, -1)}
      onDragOver={(event) => move(event, 0)}
      onDrop={(event) => {
        move(event, -depth.current);
        void droppedFiles(event.dataTransfer).then(queue.add);
      }}
      className="min-h-[75dvh]"
    >
      {children}
      {hovering && (
        <div className="pointer-events-none fixed inset-0 z-30 grid place-items-center bg-canvas/80 backdrop-blur-sm">
          <p className="flex items-center gap-3 rounded-2xl border-2 border-dashed border-accent bg-accent-soft px-10 py-8 text-lg font-semibold text-accent-strong">
            <Upload className="size-6" aria-hidden />
            {t.library.dropHere}
          </p>
        </div>
      )}
    </div>
  );
}
