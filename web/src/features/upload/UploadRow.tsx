// One file of the queue: its way to the server, then the steps of its saga.
import { CircleAlert, RotateCw, X } from 'lucide-react';
import { memo } from 'react';
import { Link } from 'react-router';
import type { SagaView } from '#shared/engine/saga/view';
import { useLanguage } from '../../i18n/LanguageProvider.tsx';
import { messageOf } from '../../api/problem-text.ts';
import { t } from '../../i18n/texts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { ProgressBar } from '../../ui/ProgressBar.tsx';
import { SagaDots } from '../../entities/saga/SagaDots.tsx';
import { mayWork } from '../../entities/upload/send-file.ts';
import type { Upload } from '../../entities/upload/queue.ts';

interface Props {
  upload: Upload;
  saga: SagaView | null;
  onRetry: (id: string) => void;
  onCancel: (id: string) => void;
}

function stateText({ state, progress, duplicate }: Upload): string {
  if (duplicate) return t.library.known;
  if (state === 'queued') return t.library.queued;
  if (state === 'stored') return t.library.stored;
  return progress < 1 ? t.library.sending(Math.round(progress * 100)) : t.library.storing;
}

function whyFailed(error: NonNullable<Upload['error']>): string {
  if (error === 'too_large') return t.library.tooLarge;
  if (error === 'cancelled') return t.library.cancelled;
  return messageOf(error);
}

export const UploadRow = memo(function UploadRow({ upload, saga, onRetry, onCancel }: Props) {
  const { id, file, state, error, mediaId } = upload;
  // A memoized component renders again only for its props and contexts: here, another language.
  useLanguage();
  return (
    <li className="border-b border-line px-4 py-2.5 last:border-0">
      <div className="flex min-h-8 items-center gap-3 text-sm">
        <span className="min-w-0 flex-1 truncate" title={file.name}>
          {mediaId ? (
            <Link to={`/media/${mediaId}`} className="hover:underline">
              {file.name}
            </Link>
          ) : (
            file.name
          )}
        </span>
        {saga && !upload.duplicate ? (
          <SagaDots saga={saga} />
        ) : (
          state !== 'failed' && <span className="text-xs text-faint tabular-nums">{stateText(upload)}</span>
        )}
        {state === 'failed' && mayWork(error) && (
          <IconButton icon={RotateCw} label={t.library.retryOne(file.name)} onClick={() => onRetry(id)} />
        )}
        {(state === 'queued' || state === 'sending') && (
          <IconButton icon={X} label={t.library.cancelOne(file.name)} onClick={() => onCancel(id)} />
        )}
      </div>
      {state === 'sending' && <ProgressBar value={upload.progress} label={file.name} />}
      {error && (
        <p className="mt-0.5 flex gap-1.5 text-xs text-bad">
          <CircleAlert className="mt-px size-3.5 shrink-0" aria-hidden />
          {whyFailed(error)}
        </p>
      )}
    </li>
  );
});
