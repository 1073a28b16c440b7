// A modal question that takes an answer: a form with its error, and a last row to cancel or to send it.
import type { ReactNode } from 'react';
import { t } from '../i18n/texts.ts';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { ErrorNote } from './ErrorNote.tsx';

interface Props {
  title: string;
  submit: string;
  tone?: 'primary' | 'danger';
  busy: boolean;
  error: Error | null;
  onSubmit: () => void;
  onClose: () => void;
  children: ReactNode;
}

export function FormDialog({ title, submit, tone = 'primary', busy, error, onSubmit, onClose, children }: Props) {
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className="space-y-4 p-5"
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        {children}
        {error && <ErrorNote error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button type="submit" tone={tone} busy={busy}>
            {submit}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
