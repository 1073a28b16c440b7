// One saga with its file and its events.
import { ArrowLeft } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { EventList } from '../../entities/event/EventList.tsx';
import { useEvents } from '../../entities/event/events.ts';
import { SagaCard } from '../../entities/saga/SagaCard.tsx';
import { SagaTimeline } from './SagaTimeline.tsx';
import { subjectOf, useSaga } from '../../entities/saga/sagas.ts';

export function SagaPage() {
  const { id = '' } = useParams();
  const saga = useSaga(id);
  return (
    <>
      <Link
        to="/sagas"
        className="inline-flex items-center gap-1.5 text-sm font-medium text-accent hover:underline"
      >
        <ArrowLeft className="size-4" aria-hidden />
        {t.sagas.back}
      </Link>
      <PageHead
        title={saga.data ? subjectOf(saga.data) : t.sagas.one}
        lead={<code className="font-mono text-xs">{id}</code>}
      />
      {saga.error && <ErrorNote error={saga.error} onRetry={() => void saga.refetch()} />}
      {saga.isPending && <Skeletons count={1} className="h-44" />}
      {saga.data && (
        <>
          <SagaCard saga={saga.data} />
          <SagaTimeline sagaId={id} correlationId={saga.data.correlation_id} />
          <SagaEvents aggregateId={saga.data.aggregate_id} sagaId={id} />
        </>
      )}
      <Explainer {...t.sagas.explain} />
    </>
  );
}

/** The stream that it is about, and what of the latest events it caused elsewhere. */
function SagaEvents({ aggregateId, sagaId }: { aggregateId: string; sagaId: string }) {
  const stream = useEvents({ aggregate_id: aggregateId, type: null });
  const latest = useEvents({ aggregate_id: null, type: null });
  const inStream = stream.data?.pages.flatMap((page) => page.data) ?? [];
  const elsewhere = (latest.data?.pages.flatMap((page) => page.data) ?? []).filter(
    (event) => event.metadata.saga_id === sagaId && event.aggregate_id !== aggregateId,
  );
  const events = [...inStream, ...elsewhere].toSorted((a, b) => b.position - a.position);
  return (
    <section className="space-y-3">
      <div className="flex items-center justify-between gap-3">
        <h2 className="text-sm font-semibold">{t.sagas.events}</h2>
        <Link to={`/media/${aggregateId}`} className="text-sm font-medium text-accent hover:underline">
          {t.sagas.media}
        </Link>
      </div>
      {stream.error && <ErrorNote error={stream.error} onRetry={() => void stream.refetch()} />}
      <Card className="overflow-hidden">
        <EventList events={events} />
      </Card>
    </section>
  );
}
