// What a tile shows of a media item: its thumbnail, or at which step it came to have none, why, and what to do.
import { t } from '../../i18n/texts.ts';
import { TimeAgo } from '../../ui/Time.tsx';
import { formatDimensions } from './format.ts';
import { MediaStatusChip } from './MediaStatusChip.tsx';
import { missingOf } from './missing.ts';
import { Thumbnail } from './Thumbnail.tsx';
import type { Media } from './media.ts';

export function TileFace({ media }: { media: Media }) {
  const { filename, width, height, uploaded_at } = media;
  const missing = missingOf(media);
  return (
    <>
      <div className="relative aspect-[4/3] overflow-hidden bg-sunken">
        <Thumbnail media={media} className="transition-transform duration-300 group-hover:scale-[1.03]" />
        <span className="absolute bottom-2 left-2">
          <MediaStatusChip media={media} quietWhenReady />
        </span>
      </div>
      <div className="px-3 py-2.5">
        <p className="truncate text-sm font-medium" title={filename}>
          {filename}
        </p>
        {missing ? (
          <p className="mt-0.5 text-xs break-words text-soft">
            <span className="font-medium">{t.sagas.why(missing.step)}:</span> {missing.why}{' '}
            <span className="block">{missing.todo}</span>
          </p>
        ) : (
          <p className="mt-0.5 truncate text-xs text-faint">
            {formatDimensions(width, height)}
            {width !== null && ' · '}
            <TimeAgo at={uploaded_at} />
          </p>
        )}
      </div>
    </>
  );
}
