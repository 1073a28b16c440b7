// Asks why before something that only a person may decide; the answer is kept.
import { useState, type ReactNode } from 'react';
import { t } from '../i18n/texts.ts';
import { DialogActions } from './DialogActions.tsx';
import { Dialog } from './Dialog.tsx';
import { ErrorNote } from './ErrorNote.tsx';
import { TextField } from './TextField.tsx';

interface Props {
  title: string;
  confirm: string;
  busy: boolean;
  error: Error | null;
  onConfirm: (reason: string) => void;
  onClose: () => void;
  children: ReactNode;
}

export function ReasonDialog({ title, confirm, busy, error, onConfirm, onClose, children }: Props) {
  const [reason, setReason] = useState('');
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="space-y-4 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          onConfirm(reason.trim());
        }}
      >
        <p className="text-soft">{children}</p>
        <TextField
          label={t.common.reason}
          value={reason}
          onChange={setReason}
          pattern=".*\S.*"
          maxLength={500}
          required
          autoFocus
        />
        {error && <ErrorNote error={error} />}
        <DialogActions tone="danger" onClose={onClose} busy={busy}>
          {confirm}
        </DialogActions>
      </form>
    </Dialog>
  );
}
