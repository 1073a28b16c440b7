// What the read model knows about a media item.
import { t } from '../../i18n/texts.ts';
import { TimeAgo } from '../../ui/Time.tsx';
import { formatBytes, formatDimensions } from '../../entities/media/format.ts';
import { MediaStatusChip } from '../../entities/media/MediaStatusChip.tsx';
import type { Media } from '../../entities/media/media.ts';
import { CameraFacts } from './CameraFacts.tsx';
import { Fact } from './Fact.tsx';

const Code = ({ children }: { children: string }) => (
  <code className="font-mono text-xs break-all text-soft">{children}</code>
);

export function MediaFacts({ media }: { media: Media }) {
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-y-2 text-sm">
      <Fact name={t.library.status}>
        <MediaStatusChip media={media} />
      </Fact>
      <Fact name={t.library.dimensions}>{formatDimensions(media.width, media.height) ?? t.library.unknown}</Fact>
      <Fact name={t.library.size}>{formatBytes(media.size)}</Fact>
      <Fact name={t.library.type}>{media.content_type}</Fact>
      {media.duration_seconds !== null && (
        <Fact name={t.library.duration}>{t.library.seconds(Math.round(media.duration_seconds))}</Fact>
      )}
      <CameraFacts media={media} />
      <Fact name={t.library.uploaded}>
        <TimeAgo at={media.uploaded_at} />
      </Fact>
      <Fact name={t.library.sha256}>
        <Code>{media.sha256}</Code>
      </Fact>
      <Fact name={t.library.id}>
        <Code>{media.id}</Code>
      </Fact>
    </dl>
  );
}
