// One invariant: whether it holds, what that means, and how much was looked at.
import { CircleHelp, ShieldAlert, ShieldCheck, type LucideIcon } from 'lucide-react';
import type { Invariant, InvariantState } from '#shared/mediahub/invariants';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import { EvidenceList } from './EvidenceList.tsx';

const LOOKS: Record<InvariantState, { icon: LucideIcon; tone: Tone; edge: string }> = {
  green: { icon: ShieldCheck, tone: 'good', edge: '' },
  red: { icon: ShieldAlert, tone: 'bad', edge: 'ring-1 ring-bad/60' },
  unknown: { icon: CircleHelp, tone: 'warn', edge: '' },
};

export function InvariantTile({ invariant }: { invariant: Invariant }) {
  const { id, title, state, checked, checked_at, problem, evidence } = invariant;
  const { icon, tone, edge } = LOOKS[state];
  const [name, means] = t.invariants.says[id] ?? [title, ''];
  return (
    <Card className={`h-full overflow-hidden ${edge}`}>
      <article aria-label={`${name}: ${t.invariants.states[state]}`}>
        <div className="space-y-2 p-4 sm:px-5">
          <header className="flex items-start gap-3">
            <h2 className="min-w-0 flex-1 text-sm font-semibold">{name}</h2>
            <Chip tone={tone} icon={icon}>
              {t.invariants.states[state]}
            </Chip>
          </header>
          {means && <p className="text-[0.8125rem] text-soft">{means}</p>}
          {problem !== null && (
            <p className="text-[0.8125rem] break-words" lang="en">
              {problem}
            </p>
          )}
          <p className="text-xs text-faint">
            {t.invariants.checked(checked)}
            {checked_at && (
              <>
                {' · '}
                <TimeAgo at={checked_at} />
              </>
            )}
          </p>
        </div>
        {evidence.length > 0 && <EvidenceList evidence={evidence} />}
      </article>
    </Card>
  );
}
