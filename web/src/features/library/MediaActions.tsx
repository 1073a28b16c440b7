// What can be done with a media item: rename it, delete it. Deleting is asked first, then a saga's work.
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useDeleteMedia, type Media } from '../../entities/media/media.ts';
import { RenameDialog } from './RenameDialog.tsx';

interface Props {
  media: Pick<Media, 'id' | 'filename'>;
  onDeleted: () => void;
}

export function MediaActions({ media, onDeleted }: Props) {
  const [asking, setAsking] = useState(false);
  const [renaming, setRenaming] = useState(false);
  const toast = useToast();
  const remove = useDeleteMedia();

  const confirm = () =>
    remove.mutate(media.id, {
      onSuccess: () => {
        setAsking(false);
        toast(t.library.removed(media.filename));
        onDeleted();
      },
    });

  return (
    <div className="flex flex-wrap gap-2 border-t border-line pt-5">
      <Button icon={Pencil} onClick={() => setRenaming(true)}>
        {t.library.rename}
      </Button>
      {renaming && <RenameDialog media={media} onClose={() => setRenaming(false)} />}
      <Button tone="danger" icon={Trash2} onClick={() => setAsking(true)}>
        {t.library.remove}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t.library.removeTitle}
          confirm={t.library.remove}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={confirm}
          onClose={() => setAsking(false)}
        >
          {t.library.removeSays(media.filename)}
        </ConfirmDialog>
      )}
    </div>
  );
}
