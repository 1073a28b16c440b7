// The uploads of this session, wherever one is in the app: the whole at a glance, each file below.
import { ChevronDown, RotateCw } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { Button, IconButton } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { useSagaOf } from '../../entities/saga/sagas.ts';
import { PauseNote } from './PauseNote.tsx';
import type { Upload, UploadState } from '../../entities/upload/queue.ts';
import { mayWork } from '../../entities/upload/send-file.ts';
import { summaryOf, type UploadSummary } from '../../entities/upload/summary.ts';
import { UploadRow } from './UploadRow.tsx';
import { useUploadQueue, useUploads } from '../../entities/upload/UploadProvider.tsx';

function headline({ all, stored, failed, duplicates, undone, open }: UploadSummary): string {
  const uploaded = open > 0 ? t.library.uploadsRunning(stored, all) : t.library.uploadsDone(stored);
  return [
    uploaded,
    ...(duplicates > 0 ? [t.library.uploadsKnown(duplicates)] : []),
    ...(undone > 0 ? [t.library.uploadsUndone(undone)] : []),
    ...(failed > 0 ? [t.library.uploadsFailed(failed)] : []),
  ].join(' · ');
}

/** Uploads under way come first, then those that failed; stored ones come last. */
const RANK: Record<UploadState, number> = { sending: 0, failed: 1, queued: 2, stored: 3 };
const ranked = (uploads: readonly Upload[]) => uploads.toSorted((a, b) => RANK[a.state] - RANK[b.state]);

export function UploadTray() {
  const { uploads } = useUploads();
  if (uploads.length === 0) return null;
  return <OpenTray />;
}

function OpenTray() {
  const { uploads, pause } = useUploads();
  const queue = useUploadQueue();
  const sagaOf = useSagaOf();
  // On a phone it begins small: what is behind it comes first.
  const [expanded, setExpanded] = useState(() => matchMedia('(min-width: 48rem)').matches);
  const summary = summaryOf(uploads, (mediaId) => sagaOf(mediaId)?.status === 'failed');
  const finished = summary.all - summary.open;

  return (
    <section
      aria-label={t.library.uploads}
      className="animate-rise fixed inset-x-3 bottom-18 z-20 overflow-hidden rounded-2xl border border-line bg-raised shadow-float sm:left-auto sm:w-96 md:right-6 md:bottom-6 xl:right-3 xl:bottom-3 xl:w-[20.5rem]"
    >
      <header className="space-y-2.5 px-4 pt-3 pb-3">
        <div className="flex items-center gap-2">
          <h2 className="min-w-0 flex-1 text-sm font-semibold tabular-nums">{headline(summary)}</h2>
          <p role="status" className="sr-only">
            {summary.open === 0 ? headline(summary) : t.library.added(summary.all)}
          </p>
          <IconButton
            icon={ChevronDown}
            label={expanded ? t.library.collapse : t.library.expand}
            aria-expanded={expanded}
            onClick={() => setExpanded(!expanded)}
            className={expanded ? '' : '[&>svg]:rotate-180'}
          />
        </div>
        {summary.open > 0 && <ProgressBar value={summary.progress} label={t.library.uploads} />}
        {pause && summary.open > 0 && <PauseNote pause={pause} onWake={queue.wake} />}
      </header>
      {expanded && (
        <>
          <ul
            tabIndex={0}
            aria-label={t.library.uploads}
            className="max-h-72 overflow-y-auto border-t border-line"
          >
            {ranked(uploads).map((upload) => (
              <UploadRow
                key={upload.id}
                upload={upload}
                saga={upload.mediaId === null ? null : sagaOf(upload.mediaId)}
                onRetry={queue.retry}
                onCancel={queue.cancel}
              />
            ))}
          </ul>
          {finished > 0 && (
            <footer className="flex justify-end gap-2 border-t border-line px-3 py-2">
              {uploads.some(({ state, error }) => state === 'failed' && mayWork(error)) && (
                <Button small tone="quiet" icon={RotateCw} onClick={queue.retryFailed}>
                  {t.library.retryAll}
                </Button>
              )}
              <Button small tone="quiet" onClick={queue.clearFinished}>
                {t.library.clear}
              </Button>
            </footer>
          )}
        </>
      )}
    </section>
  );
}
