// The large picture, with the reason where something is not as it should be.
import { ExternalLink, Info } from 'lucide-react';
import { t } from '../../i18n/texts.ts';
import { Thumbnail } from '../../entities/media/Thumbnail.tsx';
import { isVideo, type Media } from '../../entities/media/media.ts';
import { missingOf } from '../../entities/media/missing.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { useZoom } from './useZoom.ts';
import { ZoomButton } from './ZoomButton.tsx';
import { TryAgain } from '../../entities/media/TryAgain.tsx';

function reasonTitle(media: Media): string | null {
  if (media.status === 'failed') return t.library.whyFailed;
  if (media.status === 'compensated') return t.library.whyUndone;
  if (media.status === 'processed' && media.thumbnail_url === null) return t.library.degraded;
  return null;
}

export function MediaPreview({ media }: { media: Media }) {
  const title = reasonTitle(media);
  const missing = missingOf(media);
  const playable = isVideo(media) && media.content_url !== null && media.status === 'processed';
  const toast = useToast();
  const { zoom, zoomIn, zoomOut } = useZoom(media.id, () => toast(t.library.noZoom));
  const zoomable = !isVideo(media) && media.status === 'processed' && media.thumbnail_url !== null;
  return (
    <div className="space-y-3">
      <div className="grid aspect-[3/2] place-items-center overflow-hidden rounded-xl bg-sunken">
        {playable && media.content_url ? (
          <video
            src={media.content_url}
            poster={media.preview_url ?? media.thumbnail_url ?? undefined}
            controls
            preload="metadata"
            className="size-full object-contain"
          />
        ) : zoom.is === 'in' ? (
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reached by keyboard
          <div className="size-full overflow-auto" tabIndex={0} role="group" aria-label={t.library.zoomed}>
            <img src={zoom.url} alt="" className="max-w-none" />
          </div>
        ) : (
          <Thumbnail media={media} className="!object-contain" large />
        )}
      </div>
      {title && missing && (
        <div className="flex gap-3 rounded-xl bg-warn-soft px-4 py-3 text-sm">
          <Info className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
          <div>
            <p className="font-medium">{title}</p>
            <p className="text-soft">
              {t.sagas.why(missing.step)}: {missing.why} <span className="block">{missing.todo}</span>
            </p>
            {media.status === 'compensated' && <p className="mt-1 text-soft">{t.library.undoneHint}</p>}
            <TryAgain media={media} className="mt-2 block" />
          </div>
        </div>
      )}
      {media.content_url && media.status !== 'compensated' && (
        <div className="flex flex-wrap items-center gap-3">
          {zoomable && <ZoomButton zoom={zoom} onZoomIn={zoomIn} onZoomOut={zoomOut} />}
          <a
            href={media.content_url}
            target="_blank"
            rel="noreferrer"
            className="inline-flex items-center gap-1.5 text-sm font-medium text-accent hover:underline"
          >
            <ExternalLink className="size-4" aria-hidden />
            {t.library.original}
          </a>
        </div>
      )}
    </div>
  );
}
