// What a tile shows of a media: its thumbnail, or why there is none.
import { TimeAgo } from '../../ui/Time.tsx';
import { formatDimensions } from './format.ts';
import { MediaStatusChip } from './MediaStatusChip.tsx';
import { reasonOf } from './reason.ts';
import { Thumbnail } from './Thumbnail.tsx';
import type { Media } from './media.ts';

export function TileFace({ media }: { media: Media }) {
  const { filename, width, height, uploaded_at } = media;
  const reason = reasonOf(media);
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
        <p className="mt-0.5 truncate text-xs text-faint" title={reason ?? undefined}>
          {reason ?? (
            <>
              {formatDimensions(width, height)}
              {width !== null && ' · '}
              <TimeAgo at={uploaded_at} />
            </>
          )}
        </p>
      </div>
    </>
  );
}
