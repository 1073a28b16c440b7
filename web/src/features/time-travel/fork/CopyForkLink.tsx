// Hands a fork on as a link. The address bar always shows it, too.
import { Link2 } from 'lucide-react';
import { forkLink, type Fork } from '../../../entities/event/fork-link.ts';
import { t } from '../../../i18n/texts.ts';
import { Button } from '../../../ui/Button.tsx';
import { useCopy } from '../../../ui/useCopy.ts';

export function CopyForkLink({ fork }: { fork: Fork }) {
  const copy = useCopy();
  const link = () => new URL(forkLink(fork), location.href).href;
  return (
    <Button small tone="quiet" icon={Link2} onClick={() => void copy(link(), t.fork.linkCopied)}>
      {t.fork.copyLink}
    </Button>
  );
}
