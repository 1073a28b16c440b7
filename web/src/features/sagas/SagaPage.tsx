// One saga: its status, its commands and answers between the Workers, its inputs to step through, and its events.
import { Link, useParams } from 'react-router';
import type { SagaView } from '#shared/engine/saga/view';
import { EventList } from '../../entities/event/EventList.tsx';
import { TraceLinks } from '../../entities/event/TraceLinks.tsx';
import { isTombstone } from '../../entities/event/sentence.ts';
import { useEvents } from '../../entities/event/events.ts';
import { SagaCard } from '../../entities/saga/SagaCard.tsx';
import { subjectOf, useSaga, useTimeline } from '../../entities/saga/sagas.ts';
import { useUser } from '../../entities/user/me.ts';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { Term } from '../../ui/Term.tsx';
import { undoneUnknown } from './exchanges.ts';
import { Replay } from './Replay.tsx';
import { SagaTimeline } from './SagaTimeline.tsx';
import { Swimlanes } from './Swimlanes.tsx';
import { BackLink } from '../../ui/BackLink.tsx';

export function SagaPage() {
  const { id = '' } = useParams();
  const saga = useSaga(id);
  return (
    <>
      <BackLink to="/sagas">{t.sagas.back}</BackLink>
      <PageHead
        title={saga.data ? subjectOf(saga.data) : t.sagas.one}
        lead={<code className="font-mono text-xs">{id}</code>}
      />
      {saga.error && <ErrorNote error={saga.error} onRetry={() => void saga.refetch()} />}
      {saga.isPending && <Skeletons count={1} className="h-44" />}
      {saga.data && <LoadedSaga key={id} saga={saga.data} />}
      <Explainer {...t.explain.sagas} />
    </>
  );
}

function LoadedSaga({ saga }: { saga: SagaView }) {
  const timeline = useTimeline(saga.id);
  const entries = timeline.data?.entries ?? [];
  return (
    <>
      <SagaCard saga={saga} unknown={undoneUnknown(entries)} />
      <TraceLinks correlationId={saga.correlation_id} sagaId={saga.id} texts={t.chain.trace} />
      <Swimlanes saga={saga} timeline={entries} />
      <Replay timeline={entries} />
      <SagaTimeline timeline={timeline} correlationId={saga.correlation_id} />
      <SagaEvents saga={saga} />
    </>
  );
}

/** Everything that belongs to it: its request's events that carry its id, and the one that it began with. */
function SagaEvents({ saga: { id, aggregate_id, correlation_id } }: { saga: SagaView }) {
  const { operator } = useUser();
  const stream = useEvents({ aggregate_id: null, type: null, correlation_id, everyone: operator });
  const events = (stream.data?.pages.flatMap((page) => page.data) ?? []).filter(
    (event) => event.metadata.saga_id === id || event.aggregate_id === aggregate_id,
  );
  const undo = events.find((event) => isTombstone(event) && event.metadata.saga_id === id);
  const added = events.some(
    ({ event_type, metadata }) => event_type === 'MediaAddedToAlbum' && metadata.saga_id === id,
  );
  return (
    <section className="space-y-3">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-sm font-semibold">{t.sagas.events}</h2>
        <Link to={`/media/${aggregate_id}`} className="text-sm font-medium text-accent hover:underline">
          {t.sagas.media}
        </Link>
      </div>
      {undo && !added && (
        <p className="rounded-xl bg-warn-soft px-4 py-2.5 text-sm">
          <Term name="tombstone">{t.terms.tombstone[0]}</Term>: {t.sagas.tombstone}
        </p>
      )}
      {stream.error && <ErrorNote error={stream.error} onRetry={() => void stream.refetch()} />}
      <Card className="overflow-hidden">
        <EventList events={events} />
      </Card>
    </section>
  );
}
