// Hands a fork on as a link. The address bar always shows it, too.
import { Link2 } from 'lucide-react';
import { forkLink, type Fork } from '../../../entities/event/fork-link.ts';
import { t } from '../../../i18n/texts.ts';
import { Button } from '../../../ui/Button.tsx';
import { useToast } from '../../../ui/Toasts.tsx';

export function CopyForkLink({ fork }: { fork: Fork }) {
  const toast = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(new URL(forkLink(fork), location.href).href);
      toast(t.fork.linkCopied);
    } catch {
      toast(t.common.clipboardClosed, 'bad');
    }
  };
  return (
    <Button small tone="quiet" icon={Link2} onClick={() => void copy()}>
      {t.fork.copyLink}
    </Button>
  );
}
