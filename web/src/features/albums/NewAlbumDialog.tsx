// Makes a new album.
import { t } from '../../i18n/texts.ts';
import { useToast } from '../../ui/Toasts.tsx';
import { AlbumDetailsForm } from './AlbumDetailsForm.tsx';
import { useCreateAlbum } from '../../entities/album/albums.ts';

export function NewAlbumDialog({ onClose }: { onClose: () => void }) {
  const toast = useToast();
  const create = useCreateAlbum();
  return (
    <AlbumDetailsForm
      title={t.albums.create}
      submit={t.albums.save}
      busy={create.isPending}
      error={create.error}
      onSubmit={(details) =>
        create.mutate(details, {
          onSuccess: ({ data }) => {
            toast(t.albums.created(data.name));
            onClose();
          },
        })
      }
      onClose={onClose}
    />
  );
}
