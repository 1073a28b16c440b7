// Gives a media item another name; the file itself does not move.
import { useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { FormDialog } from '../../ui/FormDialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useRenameMedia, type Media } from '../../entities/media/media.ts';

interface Props {
  media: Pick<Media, 'id' | 'filename'>;
  onClose: () => void;
}

export function RenameDialog({ media, onClose }: Props) {
  const [name, setName] = useState(media.filename);
  const rename = useRenameMedia(media.id);
  const toast = useToast();
  const wanted = name.trim();

  const onSubmit = () => {
    if (wanted === media.filename) return onClose();
    rename.mutate(wanted, {
      onSuccess: () => {
        toast(t.library.renamed(wanted));
        onClose();
      },
    });
  };

  return (
    <FormDialog
      title={t.library.renameTitle}
      submit={t.common.save}
      busy={rename.isPending}
      error={rename.error}
      onSubmit={onSubmit}
      onClose={onClose}
    >
      <TextField
        label={t.library.filename}
        value={name}
        onChange={setName}
        pattern=".*\S.*"
        maxLength={255}
        required
        autoFocus
      />
    </FormDialog>
  );
}
