// Deleting a media: asked first, then a saga's work.
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useDeleteMedia, type Media } from './media.ts';

interface Props {
  media: Pick<Media, 'id' | 'filename'>;
  onDeleted: () => void;
}

export function MediaActions({ media, onDeleted }: Props) {
  const [asking, setAsking] = useState(false);
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
    <div className="border-t border-line pt-5">
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
