// The way out of a missing picture: this browser draws one of the stored file, or the file is sent again.
import { RotateCw } from 'lucide-react';
import { useRef, useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useUploadQueue } from '../upload/UploadProvider.tsx';
import type { Media } from './media.ts';
import { missingOf } from './missing.ts';

interface Props {
  media: Media;
  className?: string;
}

export function TryAgain({ media, className = '' }: Props) {
  const way = missingOf(media)?.way;
  const input = useRef<HTMLInputElement>(null);
  const queue = useUploadQueue();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  if (!way) return null;

  const draw = () => {
    setBusy(true);
    import('../upload/preview.ts')
      .then(({ drawPreview }) => drawPreview(media))
      .then(
        () => toast(t.library.drawn(media.filename)),
        () => toast(t.library.notDrawn(media.filename)),
      )
      .finally(() => setBusy(false));
  };
  return (
    <span className={className}>
      <Button
        small
        icon={RotateCw}
        busy={busy}
        aria-label={t.library.tryAgain(media.filename)}
        title={way === 'draw' ? t.library.drawHere : t.library.sendAgain}
        onClick={() => (way === 'draw' ? draw() : input.current?.click())}
      >
        {t.common.retry}
      </Button>
      {way === 'send' && (
        <input
          ref={input}
          type="file"
          hidden
          onChange={({ target }) => {
            queue.add([...(target.files ?? [])]);
            target.value = '';
          }}
        />
      )}
    </span>
  );
}
