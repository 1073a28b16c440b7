// The plan that is on: each fault with how many passages it met and how often it has struck.
import { PowerOff } from 'lucide-react';
import { Link } from 'react-router';
import type { ActiveFault, FaultPlan } from '#shared/engine/faults/plan';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { linkOf } from './plan-link.ts';

interface Props {
  plan: { seed: number; faults: ActiveFault[] };
  /** The same without its counters. */
  bare: FaultPlan;
  busy: boolean;
  onClear: () => void;
}

export function ActivePlan({ plan: { seed, faults }, bare, busy, onClear }: Props) {
  return (
    <Card className="overflow-hidden">
      <header className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3 sm:px-5">
        <h2 className="min-w-32 flex-1 text-sm font-semibold">
          {t.chaos.active}{' '}
          <span role="status" className="font-normal text-soft">
            {faults.length === 0
              ? t.chaos.none
              : `${t.sagas.chaos.active(faults.length)} · ${t.chaos.seed} ${seed}`}
          </span>
        </h2>
        {faults.length > 0 && (
          <>
            <Link to={linkOf(bare)} className="text-[0.8125rem] font-medium text-accent hover:underline">
              {t.chaos.edit}
            </Link>
            <Button small icon={PowerOff} busy={busy} onClick={onClear}>
              {t.sagas.chaos.clear}
            </Button>
          </>
        )}
      </header>
      {faults.length > 0 && (
        <ol className="divide-y divide-line">
          {faults.map((fault, index) => (
            // A plan has no ids: the place in it is what tells two equal faults apart.
            // eslint-disable-next-line react/no-array-index-key
            <li key={index} className="flex flex-wrap items-baseline gap-x-4 gap-y-0.5 px-4 py-2.5 sm:px-5">
              <span className="min-w-56 flex-1 text-sm">
                <code className="font-mono text-xs font-medium">
                  {[fault.at, fault.step, fault.kind].filter(Boolean).join(' · ')}
                </code>
                <span className="block text-[0.8125rem] text-soft">{t.chaos.kinds[fault.kind]}</span>
              </span>
              <span className="text-xs text-soft tabular-nums">{t.chaos.seen(fault.seen)}</span>
              <span className={`text-xs font-medium ${fault.struck > 0 ? 'text-bad' : 'text-faint'}`}>
                {fault.struck > 0 ? t.sagas.chaos.struck(fault.struck) : t.sagas.chaos.armed}
              </span>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}
