// The state of a media item in a word.
import { CircleCheck, CircleX, ImageOff, LoaderCircle, Undo2 } from 'lucide-react';
import { t } from '../../i18n/texts.ts';
import { Chip } from '../../ui/Chip.tsx';
import type { Media } from './media.ts';
import { reasonOf } from './reason.ts';

interface Props {
  media: Pick<Media, 'status' | 'thumbnail_url' | 'reason' | 'reason_code'>;
  /** Says nothing where the thumbnail says it already. */
  quietWhenReady?: boolean;
}

export function MediaStatusChip({ media, quietWhenReady = false }: Props) {
  const reason = reasonOf(media);
  const title = reason ? { title: reason } : {};
  switch (media.status) {
    case 'uploaded':
      return (
        <Chip tone="accent" icon={LoaderCircle} spin>
          {t.library.statuses.uploaded}
        </Chip>
      );
    case 'failed':
      return (
        <Chip tone="bad" icon={CircleX} {...title}>
          {t.library.statuses.failed}
        </Chip>
      );
    case 'compensated':
      return (
        <Chip tone="warn" icon={Undo2} {...title}>
          {t.library.statuses.compensated}
        </Chip>
      );
    case 'processed':
      if (media.thumbnail_url === null) {
        return (
          <Chip tone="warn" icon={ImageOff} {...title}>
            {t.library.noThumbnail}
          </Chip>
        );
      }
      return quietWhenReady ? null : (
        <Chip tone="good" icon={CircleCheck}>
          {t.library.statuses.processed}
        </Chip>
      );
  }
}
