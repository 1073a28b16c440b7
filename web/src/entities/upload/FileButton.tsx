// Chooses files by dialog: the way of the keyboard and of small screens.
import type { LucideIcon } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { Button } from '../../ui/Button.tsx';
import { useUploadQueue } from './UploadProvider.tsx';

const ACCEPTED =
  'image/jpeg,image/png,image/gif,image/webp,image/avif,image/heic,video/mp4,video/quicktime,video/webm';

interface Props {
  icon: LucideIcon;
  children: ReactNode;
}

export function FileButton({ icon, children }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const queue = useUploadQueue();
  return (
    <>
      <Button tone="primary" icon={icon} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        accept={ACCEPTED}
        hidden
        onChange={({ target }) => {
          queue.add([...(target.files ?? [])]);
          // So that the same files can be chosen again.
          target.value = '';
        }}
      />
    </>
  );
}
