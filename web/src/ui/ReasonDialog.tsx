// Asks why before something that only a person may decide; the answer is kept.
import { useState, type ReactNode } from 'react';
import { t } from '../i18n/texts.ts';
import { FormDialog } from './FormDialog.tsx';
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

export function ReasonDialog({ confirm, onConfirm, children, ...dialog }: Props) {
  const [reason, setReason] = useState('');
  return (
    <FormDialog {...dialog} submit={confirm} tone="danger" onSubmit={() => onConfirm(reason.trim())}>
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
    </FormDialog>
  );
}
