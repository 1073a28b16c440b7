// One invariant: whether it holds, what that means, and how much of the data has been checked since when. A red tile explains
// the violation in words and links to its events, its repair and the source to read.
import { CircleDashed, CircleHelp, ScanSearch, ShieldAlert, ShieldCheck, type LucideIcon } from 'lucide-react';
import type { Invariant } from '#shared/mediahub/api/invariant';
import { language, t } from '../../i18n/texts.ts';
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
  looking: { icon: ScanSearch, tone: 'accent', edge: '' },
  unknown: { icon: CircleHelp, tone: 'warn', edge: '' },
};

/** How much was checked: everything in this round, everything since a pass of several rounds began, or a part of the first pass. */
function coverageOf({ checked, total, checked_at, covered_since }: Invariant): string {
  if (covered_since === null) return t.invariants.soFar(checked, total);
  if (covered_since === checked_at && checked >= total) return t.invariants.checked(total);
  const clock = new Intl.DateTimeFormat(language, { dateStyle: 'short', timeStyle: 'medium' });
  return t.invariants.passed(clock.format(Date.parse(covered_since)), checked, total);
}

export function InvariantTile({ invariant }: { invariant: Invariant }) {
  const { id, title, state, checked_at, problem, broken, evidence, history } = invariant;
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
            {problem === null && `${coverageOf(invariant)} · `}
            {checked_at && <TimeAgo at={checked_at} />}
          </p>
          <StateTimeline history={history} until={checked_at} />
        </div>
        {state === 'red' && <Repair readModel={invariant.read_model} learn={learn} />}
        {evidence.length > 0 && <EvidenceList evidence={evidence} more={broken - evidence.length} />}
      </article>
    </Card>
  );
}
