// Says on every page that faults are on, and switches them off: what looks broken may be broken on purpose.
import { PowerOff, Zap } from 'lucide-react';
import { Link } from 'react-router';
import { useChaos, useSwitchFault } from '../entities/fault/faults.ts';
import { useUser } from '../entities/user/me.ts';
import { t } from '../i18n/texts.ts';
import { Button } from '../ui/Button.tsx';

export function FaultBanner() {
  const { operator } = useUser();
  const { data } = useChaos(operator);
  const change = useSwitchFault();
  const count = data?.faults.length ?? 0;
  if (count === 0) return null;
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-bad/30 bg-bad-soft px-4 py-2 text-sm"
    >
      <Zap className="size-4 shrink-0 text-bad" aria-hidden />
      <p className="min-w-40 flex-1">
        <span className="font-medium">{t.common.faultsOn(count)}</span>{' '}
        <Link to="/chaos" className="text-accent underline hover:no-underline">
          {t.common.whichFaults}
        </Link>
      </p>
      <Button small icon={PowerOff} busy={change.isPending} onClick={() => change.mutate(null)}>
        {t.common.faultsOff}
      </Button>
    </div>
  );
}
