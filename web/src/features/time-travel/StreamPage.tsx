// An aggregate at any of its versions: the events are all there is, so its past can be had at any time.
import { GitFork } from 'lucide-react';
import { Link, useParams, useSearchParams } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { EventBody } from '../../entities/event/EventBody.tsx';
import { ClockDate } from '../../ui/Time.tsx';
import { BeforeAfter } from './BeforeAfter.tsx';
import { StateView } from './StateView.tsx';
import { PlayButton } from '../../ui/PlayButton.tsx';
import { forkLink } from '../../entities/event/fork-link.ts';
import { useNamesOf } from '../../entities/event/names.ts';
import { sentenceOf } from '../../entities/event/sentence.ts';
import type { LoggedEvent, StreamEvent } from '#shared/engine/event/envelope';
import { TimeSlider } from '../../ui/TimeSlider.tsx';
import { useStateThen } from './past.ts';
import { BackLink } from '../../ui/BackLink.tsx';

const versionFrom = (text: string | null): number | null =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;

const isLogged = (event: StreamEvent): event is LoggedEvent => event.position !== null;

/** What people call it, where its state has a name. */
const nameOf = (state: object | null | undefined): string | null => {
  const { filename, name, album_name } = (state ?? {}) as Partial<Record<string, string>>;
  return filename ?? name ?? album_name ?? null;
};

/** A tick for each event; past this many they would be a bar. */
const MOST_TICKS = 100;
const ticksTo = (version: number): number[] =>
  version > MOST_TICKS ? [] : Array.from({ length: version }, (_, index) => index + 1);

export function StreamPage() {
  const { aggregateId = '' } = useParams();
  const [params, setParams] = useSearchParams();
  const then = useStateThen(aggregateId, versionFrom(params.get('version')));
  const { data } = then;
  const version = versionFrom(params.get('version')) ?? data?.version ?? 0;
  const before = useStateThen(aggregateId, (data?.version ?? 1) - 1, (data?.version ?? 0) > 0);
  const names = useNamesOf(data?.event ? [data.event].filter(isLogged) : []);
  const sentence = data?.event ? sentenceOf(data.event, names) : null;
  const go = (version: number) => setParams({ version: String(version) }, { replace: true });

  return (
    <>
      <BackLink to={`/events?aggregate_id=${aggregateId}`}>{t.events.back}</BackLink>
      <PageHead
        title={nameOf(data?.state) ?? names.get(aggregateId) ?? t.timeTravel.stream}
        lead={<code className="font-mono text-xs break-all">{aggregateId}</code>}
      />
      <Explainer {...t.timeTravel.explain} />
      {then.error && <ErrorNote error={then.error} onRetry={() => void then.refetch()} />}
      {then.isPending && <Skeletons count={2} className="h-40" />}
      {data && (
        <>
          <TimeSlider
            label={t.events.version}
            value={version}
            max={data.latest_version}
            ticks={ticksTo(data.latest_version)}
            says={t.timeTravel.versionOf(version, data.latest_version)}
            onChange={go}
          >
            <PlayButton
              value={version}
              after={(from) => (from < data.latest_version ? from + 1 : null)}
              waiting={then.isPlaceholderData}
              onGo={go}
            />
          </TimeSlider>
          <div aria-busy={then.isPlaceholderData} className="grid items-start gap-4 lg:grid-cols-2">
            {data.event && before.data && !before.isPlaceholderData && (
              <Card className="min-w-0 overflow-hidden lg:col-span-2">
                <h2 className="border-b border-line px-4 py-2.5 text-sm font-semibold">{t.timeTravel.changed}</h2>
                <BeforeAfter before={before.data.state} after={data.state} />
              </Card>
            )}
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
                    <ClockDate at={data.event.created_at} />
                  </span>
                )}
              </h2>
              {sentence && <p className="px-4 py-2.5 text-sm text-soft">{sentence}</p>}
              {data.event && <EventBody event={data.event} />}
            </Card>
          </div>
          {data.event && isLogged(data.event) && (
            <Link
              to={forkLink({ from: data.event.position, stream: aggregateId, changes: [] })}
              className="inline-flex items-center gap-1.5 text-sm font-medium text-accent hover:underline"
            >
              <GitFork className="size-4" aria-hidden />
              {t.timeTravel.fork}
            </Link>
          )}
        </>
      )}
    </>
  );
}
