// What the running system says of it: each check green, still open, or red, and then why.
import { CircleCheck, CircleDashed, CircleX, type LucideIcon } from 'lucide-react';
import type { Places, Verdict } from '#labs/engine/lab';
import { blocksOf, type Step } from '#labs/engine/lesson';
import { t } from '../../i18n/texts.ts';
import { Says } from './Says.tsx';

const LOOKS: Record<Verdict['state'], [icon: LucideIcon, tone: string]> = {
  green: [CircleCheck, 'text-good'],
  waiting: [CircleDashed, 'text-faint'],
  red: [CircleX, 'text-bad'],
};

interface Props {
  step: Step;
  verdicts: Readonly<Record<string, Verdict>>;
  places: Places;
}

export function Checks({ step, verdicts, places }: Props) {
  const checks = blocksOf({ steps: [step] }, 'check');
  if (checks.length === 0) return null;
  return (
    <ul className="grid gap-2.5" aria-label={t.learn.checks}>
      {checks.map(({ id, says, reasons }) => {
        const verdict = verdicts[id];
        const state = verdict?.state ?? 'waiting';
        const [Icon, tone] = LOOKS[state];
        const why =
          verdict && verdict.state !== 'green' ? reasons.find((one) => one.id === verdict.reason) : undefined;
        return (
          <li key={id} data-check={id} data-state={state} className="flex items-start gap-2.5 text-sm">
            <Icon className={`mt-0.5 size-4 shrink-0 ${tone}`} aria-hidden />
            <div className="min-w-0">
              <p className={state === 'waiting' ? 'text-soft' : 'text-ink'}>
                <span className="sr-only">{t.learn.states[state]}: </span>
                <Says says={says} places={places} />
              </p>
              {why && (
                <p className={`text-[0.8125rem] ${state === 'red' ? 'text-bad' : 'text-faint'}`}>
                  <Says says={why.says} places={places} />
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
