// Hands a plan on as a link. The address bar shows it, too: where the clipboard is closed, it can be taken from there.
import { Link2 } from 'lucide-react';
import type { FaultPlan } from '#shared/engine/faults/plan';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { useCopy } from '../../ui/useCopy.ts';
import { linkOf } from './plan-link.ts';

export function CopyPlanLink({ plan, name }: { plan: () => FaultPlan | null; name?: string }) {
  const toast = useToast();
  const copy = useCopy();
  const copyLink = async () => {
    const chosen = plan();
    if (!chosen) return;
    const link = linkOf(chosen);
    await copy(new URL(link, location.href).href, t.chaos.linkCopied, () => {
      // Past the router on purpose: the editor shall not load again what it holds.
      history.replaceState(history.state, '', link);
      toast(t.chaos.linkInAddress);
    });
  };
  return (
    <Button
      small
      tone="quiet"
      icon={Link2}
      aria-label={name && t.chaos.copyLinkOf(name)}
      onClick={() => void copyLink()}
    >
      {t.chaos.copyLink}
    </Button>
  );
}
