// One event on its way: committed in its stream, given a place in the log, handed to each subscription, and what became
// of it there.
import { ArrowLeft } from 'lucide-react';
import { useParams } from 'react-router';
import { NamesContext, useNamesOf } from '../../entities/event/names.ts';
import { sentenceOf } from '../../entities/event/sentence.ts';
import { useJourney, type Journey } from '../../entities/flow/journeys.ts';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { EventBody } from '../../entities/event/EventBody.tsx';
import { Stations } from './Stations.tsx';
import { BackLink } from '../../ui/BackLink.tsx';

export function JourneyPage() {
  const { position = '' } = useParams();
  const wanted = /^\d{1,12}$/.test(position) ? Number(position) : null;
  return (
    <>
      <BackLink to="/map">{t.journey.back}</BackLink>
      {wanted === null ? (
        <EmptyState icon={ArrowLeft} title={t.common.notFound} isPage />
      ) : (
        <Travelled key={wanted} position={wanted} />
      )}
      <Explainer {...t.journey.explain} />
    </>
  );
}

function Travelled({ position }: { position: number }) {
  const journey = useJourney(position);
  return (
    <>
      {journey.error && (
        <>
          <PageHead title={t.journey.title} />
          <ErrorNote error={journey.error} onRetry={() => void journey.refetch()} />
        </>
      )}
      {journey.isPending && (
        <>
          <PageHead title={t.journey.title} />
          <Skeletons count={3} className="h-24" />
        </>
      )}
      {journey.data && <Shown journey={journey.data} />}
    </>
  );
}

function Shown({ journey }: { journey: Journey }) {
  const { event, notes } = journey;
  const names = useNamesOf([event]);
  return (
    <NamesContext value={names}>
      <PageHead title={event.event_type} lead={sentenceOf(event, names)} />
      <Stations journey={journey} />
      <p className="text-xs text-faint">{notes.length === 0 ? t.journey.unwatched : t.journey.coarse}</p>
      <Card className="overflow-hidden">
        <EventBody event={event} />
      </Card>
    </NamesContext>
  );
}
