// Gives a media item another name; the file itself does not move.
import { useState } from 'react';
import { t } from '../../i18n/texts.ts';
import { DialogActions } from '../../ui/DialogActions.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
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

  return (
    <Dialog title={t.library.renameTitle} onClose={onClose}>
      <form
        className="space-y-4 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (wanted === media.filename) return onClose();
          rename.mutate(wanted, {
            onSuccess: () => {
              toast(t.library.renamed(wanted));
              onClose();
            },
          });
        }}
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
        {rename.error && <ErrorNote error={rename.error} />}
        <DialogActions tone="primary" onClose={onClose} busy={rename.isPending}>
          {t.common.save}
        </DialogActions>
      </form>
    </Dialog>
  );
}
