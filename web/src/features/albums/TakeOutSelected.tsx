// Takes what is chosen out of the album; the media stay in the library.
import { FolderMinus } from 'lucide-react';
import { messageOf } from '../../api/problem-text.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useTakeOut } from '../../entities/album/albums.ts';

interface Props {
  albumId: string;
  ids: ReadonlySet<string>;
  onDone: () => void;
}

export function TakeOutSelected({ albumId, ids, onDone }: Props) {
  const takeOut = useTakeOut();
  const toast = useToast();
  return (
    <Button
      small
      icon={FolderMinus}
      busy={takeOut.isPending}
      disabled={ids.size === 0}
      onClick={() =>
        takeOut.mutate(
          { albumId, mediaIds: [...ids] },
          {
            onSuccess: () => {
              toast(t.albums.takenOut(ids.size));
              onDone();
            },
            onError: (error) => toast(messageOf(error), 'bad'),
          },
        )
      }
    >
      {t.albums.takeOutSelected}
    </Button>
  );
}
