// One invariant: whether it holds, what that means, how much of what there is was looked at, and since when. Red names
// things in words and leads on: to the events, to the repair, to what there is to learn.
import { CircleDashed, CircleHelp, ShieldAlert, ShieldCheck, type LucideIcon } from 'lucide-react';
import type { Invariant } from '#shared/mediahub/api/invariant';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { Chip, type Tone } from '../../ui/Chip.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import { EvidenceList } from './EvidenceList.tsx';
import { lookOf, type Look } from './invariants.ts';
import { Repair } from './Repair.tsx';
import { StateTimeline } from './StateTimeline.tsx';

const LOOKS: Record<Look, { icon: LucideIcon; tone: Tone; edge: string }> = {
  green: { icon: ShieldCheck, tone: 'good', edge: '' },
  nothing: { icon: CircleDashed, tone: 'neutral', edge: '' },
  red: { icon: ShieldAlert, tone: 'bad', edge: 'ring-1 ring-bad/60' },
  unknown: { icon: CircleHelp, tone: 'warn', edge: '' },
};

export function InvariantTile({ invariant }: { invariant: Invariant }) {
  const { id, title, state, checked, total, checked_at, problem, broken, evidence, history } = invariant;
  const look = lookOf(invariant);
  const { icon, tone, edge } = LOOKS[look];
  const [name, means, learn] = t.invariants.says[id] ?? [title, '', ''];
  return (
    <Card className={`h-full overflow-hidden ${edge}`}>
      <article aria-label={`${name}: ${t.invariants.states[look]}`}>
        <div className="space-y-2 p-4 sm:px-5">
          <header className="flex items-start gap-3">
            <h2 className="min-w-0 flex-1 text-sm font-semibold">{name}</h2>
            <Chip tone={tone} icon={icon}>
              {t.invariants.states[look]}
            </Chip>
          </header>
          {means && <p className="text-[0.8125rem] text-soft">{means}</p>}
          {problem !== null && <p className="text-[0.8125rem] break-words">{t.words.said(problem)}</p>}
          <p className="text-xs text-faint">
            {total > checked ? t.invariants.partly(checked, total) : t.invariants.checked(checked)}
            {checked_at && (
              <>
                {' · '}
                <TimeAgo at={checked_at} />
              </>
            )}
          </p>
          <StateTimeline history={history} until={checked_at} />
        </div>
        {state === 'red' && <Repair readModel={invariant.read_model} learn={learn} />}
        {evidence.length > 0 && <EvidenceList evidence={evidence} more={broken - evidence.length} />}
      </article>
    </Card>
  );
}
