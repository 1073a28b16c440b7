// An aggregate at any of its versions: the events are all there is, so its past can be had at any time.
import { ArrowLeft } from 'lucide-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { EventBody } from '../../entities/event/EventBody.tsx';
import { ClockTime } from '../../ui/Time.tsx';
import { StateView } from './StateView.tsx';
import { TimeSlider } from '../../ui/TimeSlider.tsx';
import { useStateThen } from './past.ts';

const versionFrom = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;

export function StreamPage() {
  const { aggregateId = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const then = useStateThen(aggregateId, versionFrom(params.get('version')));
  const { data } = then;
  const go = (version: number) => setParams({ version: String(version) }, { replace: true });

  return (
    <>
      <Link
        to={`/events?aggregate_id=${aggregateId}`}
        className="inline-flex items-center gap-1.5 text-sm font-medium text-accent hover:underline"
      >
        <ArrowLeft className="size-4" aria-hidden />
        {t.events.back}
      </Link>
      <PageHead
        title={t.timeTravel.stream}
        lead={<code className="font-mono text-xs break-all">{aggregateId}</code>}
      />
      <Explainer {...t.timeTravel.explain} />
      {then.error && <ErrorNote error={then.error} onRetry={() => void then.refetch()} />}
      {then.isPending && <Skeletons count={2} className="h-40" />}
      {data && (
        <>
          <TimeSlider
            label={t.events.version}
            value={versionFrom(params.get('version')) ?? data.version}
            max={data.latest_version}
            says={t.timeTravel.versionOf(versionFrom(params.get('version')) ?? data.version, data.latest_version)}
            onChange={go}
          />
          <div aria-busy={then.isPlaceholderData} className="grid items-start gap-4 lg:grid-cols-2">
            <Card className="min-w-0 overflow-hidden">
              <h2 className="border-b border-line px-4 py-2.5 text-sm font-semibold">
                {t.timeTravel.state}{' '}
                <span className="font-normal text-faint">{data.state && t.timeTravel.marked}</span>
              </h2>
              <StateView state={data.state} changed={data.changed} />
            </Card>
            <Card className="min-w-0 overflow-hidden">
              <h2 className="flex gap-3 border-b border-line px-4 py-2.5 text-sm font-semibold">
                <span className="flex-1">{data.event ? data.event.event_type : t.timeTravel.noEvent}</span>
                {data.event && (
                  <span className="text-xs font-normal text-faint">
                    <ClockTime at={data.event.created_at} />
                  </span>
                )}
              </h2>
              {data.event && <EventBody event={data.event} />}
            </Card>
          </div>
        </>
      )}
    </>
  );
}
