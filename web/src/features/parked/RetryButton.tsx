// Tries parked events again and says how it went: one with those before it in its partition, or all of them.
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { messageOf } from '../../api/problem-text.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useRetryParked, type Retried } from '../../entities/projection/parked.ts';

interface Props {
  /** Null: everything. */
  id: string | null;
  icon: LucideIcon;
  label?: string;
  children: ReactNode;
}

export function RetryButton({ id, icon, label, children }: Props) {
  const retry = useRetryParked();
  const toast = useToast();
  const tell = ({ delivered, failed: [reason] }: Retried) => {
    if (reason === undefined) toast(t.parked.delivered(delivered));
    else toast(t.parked.notDelivered(delivered, reason), 'bad');
  };
  return (
    <Button
      small
      icon={icon}
      busy={retry.isPending}
      aria-label={label}
      onClick={() =>
        retry.mutate(id, {
          onSuccess: tell,
          onError: (error) => toast(messageOf(error), 'bad'),
        })
      }
    >
      {children}
    </Button>
  );
}
