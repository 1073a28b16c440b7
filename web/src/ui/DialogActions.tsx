// The last row of a form in a dialog: cancel, and send it.
import type { ReactNode } from 'react';
import { t } from '../i18n/texts.ts';
import { Button } from './Button.tsx';

export function DialogActions(props: {
  onClose: () => void;
  tone: 'primary' | 'danger';
  busy: boolean;
  children: ReactNode;
}) {
  const { onClose, tone, busy, children } = props;
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onClose}>{t.common.cancel}</Button>
      <Button type="submit" tone={tone} busy={busy}>
        {children}
      </Button>
    </div>
  );
}
