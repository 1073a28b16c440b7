// Gives an event up, in writing: the reason is appended to the log.
import { t } from '../../i18n/texts.ts';
import { ReasonDialog } from '../../ui/ReasonDialog.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useDiscardParked } from '../../entities/projection/parked.ts';

interface Props {
  id: string;
  /** Which event, for people. */
  name: string;
  onClose: () => void;
}

export function DiscardDialog({ id, name, onClose }: Props) {
  const discard = useDiscardParked();
  const toast = useToast();
  return (
    <ReasonDialog
      title={t.parked.discardTitle}
      confirm={t.parked.discard}
      busy={discard.isPending}
      error={discard.error}
      onConfirm={(reason) =>
        discard.mutate(
          { id, reason },
          {
            onSuccess: () => {
              toast(t.parked.discarded(name));
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      {t.parked.discardSays(name)}
    </ReasonDialog>
  );
}
