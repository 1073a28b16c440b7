// The picture of a media item; a sign in its place while, or because, there is none.
import { FileImage, FileVideo, FileX, LoaderCircle, Undo2, type LucideIcon } from 'lucide-react';
import { useState } from 'react';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { isVideo, type Media } from './media.ts';
import { placeholder } from './placeholder.ts';
import { redrawLost } from './redraw.ts';

function signOf(media: Media): { icon: LucideIcon; spin?: boolean } {
  if (media.status === 'uploaded') return { icon: LoaderCircle, spin: true };
  if (media.status === 'failed') return { icon: FileX };
  if (media.status === 'compensated') return { icon: Undo2 };
  return { icon: isVideo(media) ? FileVideo : FileImage };
}

interface Props {
  media: Media;
  className?: string;
  /** The picture for a screen instead of the small one, where there is one. */
  large?: boolean;
}

export function Thumbnail({ media, className = '', large = false }: Props) {
  const { connection } = useLive();
  // The state of the connection in which it could not be loaded: another one is another try.
  const [brokenWhile, setBrokenWhile] = useState<string | null>(null);

  if (media.thumbnail_url && media.status === 'processed' && brokenWhile !== connection) {
    return (
      <img
        src={(large && media.preview_url) || media.thumbnail_url}
        style={large ? undefined : placeholder(media.thumbhash)}
        alt=""
        loading="lazy"
        decoding="async"
        onError={() => {
          setBrokenWhile(connection);
          redrawLost(media).then(
            (isThere) => isThere && setBrokenWhile(null),
            () => undefined,
          );
        }}
        className={`size-full object-cover ${className}`}
      />
    );
  }
  const { icon: Icon, spin } = signOf(media);
  return (
    <span className="grid size-full place-items-center text-faint">
      <Icon className={`size-7 ${spin ? 'animate-spin' : ''}`} strokeWidth={1.5} aria-hidden />
    </span>
  );
}
