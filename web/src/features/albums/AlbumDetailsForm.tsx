// Name and description of an album: for a new one and for one that is changed.
import { useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { AlbumDetails } from '../../entities/album/albums.ts';

interface Props {
  title: string;
  submit: string;
  before?: AlbumDetails;
  busy: boolean;
  error: Error | null;
  onSubmit: (details: AlbumDetails) => void;
  onClose: () => void;
}

export function AlbumDetailsForm({ before, onSubmit, ...dialog }: Props) {
  const [name, setName] = useState(before?.name ?? '');
  const [description, setDescription] = useState(before?.description ?? '');

  return (
    <FormDialog {...dialog} onSubmit={() => onSubmit({ name: name.trim(), description: description.trim() })}>
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
    </FormDialog>
  );
}
