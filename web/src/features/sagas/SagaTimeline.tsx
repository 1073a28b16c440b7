// The inputs of a saga in the order in which it took them, each with the command that it answers and the event that it
// was: replayed, they give the same decisions again.
import { Link } from 'react-router';
import type { SagaTimelineEntry } from '#shared/engine/saga/view';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { Term } from '../../ui/Term.tsx';
import { ClockTime } from '../../ui/Time.tsx';
import { stepName } from '../../entities/saga/SagaPicture.tsx';
import { MOST_ENTRIES, type useTimeline } from '../../entities/saga/sagas.ts';

const DOTS: Record<SagaTimelineEntry['what'], string> = {
  started: 'bg-accent',
  event: 'bg-accent',
  replied: 'bg-line-strong',
  lost: 'bg-bad',
  due: 'bg-warn',
  restarted: 'bg-warn',
  resume: 'bg-good',
  skip: 'bg-warn',
  definition_missing: 'bg-bad',
  put_back: 'bg-bad',
  late: 'border border-line-strong',
};

interface Props {
  timeline: ReturnType<typeof useTimeline>;
  correlationId: string;
}

export function SagaTimeline({ timeline, correlationId }: Props) {
  return (
    <section className="space-y-3">
      <h2 className="text-sm font-semibold">
        {t.sagas.timeline} <span className="font-normal text-faint">{t.sagas.timelineHint}</span>
      </h2>
      {timeline.error && <ErrorNote error={timeline.error} onRetry={() => void timeline.refetch()} />}
      {timeline.isPending && <Skeletons count={1} className="h-32" />}
      {timeline.data && (
        <Card className="overflow-hidden">
          <ol className="divide-y divide-line text-sm">
            {timeline.data.entries.map((entry, index) => (
              // Inputs are only ever added at the end.
              <Entry key={index} entry={entry} correlationId={correlationId} />
            ))}
          </ol>
        </Card>
      )}
      {timeline.data?.more && <p className="text-sm text-faint">{t.sagas.timelineGoesOn(MOST_ENTRIES)}</p>}
    </section>
  );
}

interface EntryProps {
  entry: SagaTimelineEntry;
  correlationId: string;
}

function Entry({ entry, correlationId }: EntryProps) {
  const { at, what, step_name, direction, detail, event_id, command, command_id } = entry;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2 sm:flex-nowrap">
      <span aria-hidden className={`size-2 shrink-0 rounded-full ${DOTS[what]}`} />
      <span className="w-28 shrink-0 text-[0.8125rem] font-medium">
        {what === 'late' ? <Term name="late">{t.sagas.inputs.late}</Term> : t.sagas.inputs[what]}
      </span>
      <span className="min-w-0 flex-1 text-[0.8125rem] break-words text-soft">
        {event_id ? (
          <Link
            to={`/events/chain/${correlationId}?event=${event_id}`}
            className="font-medium text-accent hover:underline"
          >
            {detail}
          </Link>
        ) : (
          t.words.said(detail)
        )}
        {step_name && (
          <span className="text-faint">
            {' · '}
            {stepName(step_name)}
            {direction === 'undo' && ` (${t.sagas.undo})`}
          </span>
        )}
      </span>
      {command && (
        <code
          className="shrink-0 font-mono text-[0.6875rem] text-faint"
          title={`${t.sagas.command}: ${command_id}`}
        >
          {command}
        </code>
      )}
      <span className="shrink-0 text-[0.6875rem] text-faint tabular-nums">
        <ClockTime at={at} />
      </span>
    </li>
  );
}
