// What can be done with an album as a whole: fill it, change it, delete it. The default album is what it is.
import { ImagePlus, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { AlbumDetailsForm } from './AlbumDetailsForm.tsx';
import { useChangeAlbum, useDeleteAlbum, type Album } from '../../entities/album/albums.ts';

export function AlbumActions({ album }: { album: Album }) {
  const [open, setOpen] = useState<'change' | 'delete' | null>(null);
  const navigate = useNavigate();
  const toast = useToast();
  const change = useChangeAlbum(album.id);
  const remove = useDeleteAlbum(album.id);
  const close = () => setOpen(null);
  if (album.is_default) return null;

  return (
    <div className="flex flex-wrap gap-2">
      <Button tone="primary" icon={ImagePlus} onClick={() => void navigate(`/?select=${album.id}`)}>
        {t.albums.addMedia}
      </Button>
      <Button icon={Pencil} onClick={() => setOpen('change')}>
        {t.albums.change}
      </Button>
      <Button icon={Trash2} onClick={() => setOpen('delete')}>
        {t.albums.remove}
      </Button>
      {open === 'change' && (
        <AlbumDetailsForm
          title={t.albums.changeTitle}
          submit={t.common.save}
          before={album}
          busy={change.isPending}
          error={change.error}
          onSubmit={(details) =>
            change.mutate(details, {
              onSuccess: () => {
                toast(t.albums.changed);
                close();
              },
            })
          }
          onClose={close}
        />
      )}
      {open === 'delete' && (
        <ConfirmDialog
          title={t.albums.removeTitle}
          confirm={t.albums.remove}
          busy={remove.isPending}
          error={remove.error}
          onConfirm={() =>
            remove.mutate(undefined, {
              onSuccess: () => {
                toast(t.albums.removed(album.name));
                void navigate('/albums');
              },
            })
          }
          onClose={close}
        >
          {t.albums.removeSays(album.name)}
        </ConfirmDialog>
      )}
    </div>
  );
}
