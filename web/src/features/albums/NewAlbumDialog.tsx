// Names a new album.
import { useState } from 'react';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useCreateAlbum } from './albums.ts';

export function NewAlbumDialog({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const toast = useToast();
  const create = useCreateAlbum();

  const submit = () =>
    create.mutate(
      { name: name.trim(), description: description.trim() },
      {
        onSuccess: ({ data }) => {
          toast(t.albums.created(data.name));
          onClose();
        },
      },
    );

  return (
    <Dialog title={t.albums.create} onClose={onClose}>
      <form
        className="space-y-4 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={t.albums.name}
          value={name}
          onChange={setName}
          maxLength={200}
          pattern=".*\S.*"
          required
          autoFocus
        />
        <TextField
          label={t.albums.description}
          hint={t.albums.optional}
          value={description}
          onChange={setDescription}
          maxLength={2000}
        />
        {create.error && <ErrorNote error={create.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" tone="primary" busy={create.isPending}>
            {t.albums.save}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
