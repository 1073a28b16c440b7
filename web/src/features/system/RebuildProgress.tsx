// A rebuild under way: its four phases, how far of the log the new rows are, how fast, and what keeps it.
import { ordinalOf } from '#shared/engine/event/epoch';
import type { ReadModelName } from '#shared/mediahub/subscriptions';
import { Check, ChevronRight } from 'lucide-react';
import { Fragment } from 'react';
import type { RebuildPhase, RebuildStatus } from '#shared/engine/ports/rebuild';
import { t } from '../../i18n/texts.ts';
import { ProgressBar } from '../../ui/ProgressBar.tsx';

const PHASES: readonly RebuildPhase[] = ['filling', 'comparing', 'cutting_over', 'cleaning'];

export function RebuildProgress({ name, rebuild }: { name: ReadModelName; rebuild: RebuildStatus }) {
  const { phase, events_per_second, last_error } = rebuild;
  const [filled, all] = [ordinalOf(rebuild.position), ordinalOf(rebuild.head)];
  return (
    <>
      <Phases at={phase ?? 'filling'} />
      <ProgressBar value={all === 0 ? 0 : filled / all} label={t.system.rebuild.of(name)} />
      <p className="flex flex-wrap justify-between gap-x-3 text-xs text-soft tabular-nums">
        <span>{t.system.rebuild.filled(filled, all)}</span>
        {events_per_second > 0 && <span>{t.system.rebuild.speed(events_per_second)}</span>}
      </p>
      {last_error !== null && (
        <div className="rounded-xl bg-warn-soft px-3 py-2 text-xs">
          <p className="font-medium">{t.system.rebuild.triesAgain}</p>
          <p className="mt-0.5 break-words text-soft">{t.words.said(last_error)}</p>
        </div>
      )}
    </>
  );
}

function Phases({ at }: { at: RebuildPhase }) {
  const now = PHASES.indexOf(at);
  return (
    <ol className="flex flex-wrap items-center gap-1 text-xs" aria-label={t.system.rebuild.phases}>
      {PHASES.map((phase, index) => (
        <Fragment key={phase}>
          {index > 0 && <Step done={index <= now} />}
          <li
            aria-current={index === now ? 'step' : undefined}
            className={`rounded-md px-1.5 py-0.5 font-medium ${index === now ? 'bg-accent-soft text-accent-strong' : 'text-faint'}`}
          >
            {t.system.rebuild.phase[phase]}
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

const Step = ({ done }: { done: boolean }) =>
  done ? (
    <Check className="size-3 text-good" aria-hidden />
  ) : (
    <ChevronRight className="size-3 text-faint" aria-hidden />
  );
