// Everything that waits for a person, with the three ways out: try again, go round it, give it up in writing.
import { Play, ShieldCheck } from 'lucide-react';
import { t } from '../../i18n/texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ShowMore } from '../../ui/ShowMore.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { useUser } from '../../entities/user/me.ts';
import { SagaCard } from '../../entities/saga/SagaCard.tsx';
import { ParkedCauses } from './ParkedCauses.tsx';
import { ParkedSubscription } from './ParkedSubscription.tsx';
import { RetryButton } from './RetryButton.tsx';
import { partitionsOf } from './partitions.ts';
import { useParkedEvents, useParkedSagas } from '../../entities/projection/parked.ts';

export function ParkedPage() {
  const { operator } = useUser();
  const events = useParkedEvents();
  const sagas = useParkedSagas();
  const parkedEvents = events.data?.pages.flatMap((page) => page.data) ?? [];
  const groups = partitionsOf(parkedEvents);
  const parkedSagas = sagas.data?.pages.flatMap((page) => page.data) ?? [];
  const nothing = events.data && sagas.data && parkedEvents.length === 0 && parkedSagas.length === 0;

  return (
    <>
      <PageHead title={t.parked.title} lead={t.parked.lead}>
        {groups.length > 0 && (
          <RetryButton id={null} icon={Play}>
            {t.parked.retryAll}
          </RetryButton>
        )}
      </PageHead>
      <Explainer {...t.parked.explain} />
      {!operator && <p className="text-sm text-soft">{t.parked.onlyOperator}</p>}
      {events.error && <ErrorNote error={events.error} onRetry={() => void events.refetch()} />}
      {sagas.error && <ErrorNote error={sagas.error} onRetry={() => void sagas.refetch()} />}
      {operator && events.isPending && <Skeletons count={2} className="h-32" />}
      {nothing && (
        <EmptyState icon={ShieldCheck} title={t.parked.empty}>
          {t.parked.emptyHint}
        </EmptyState>
      )}
      {groups.map((group) => (
        <ParkedSubscription key={group.subscription} group={group} />
      ))}
      <ShowMore list={events}>{t.parked.moreEvents}</ShowMore>
      {parkedSagas.length > 0 && (
        <section className="space-y-3">
          <h2 className="text-base font-semibold">{t.parked.sagas}</h2>
          <ParkedCauses />
          <ul className="space-y-4">
            {parkedSagas.map((saga) => (
              <li key={saga.id}>
                <SagaCard saga={saga} />
              </li>
            ))}
          </ul>
          <ShowMore list={sagas}>{t.parked.moreSagas}</ShowMore>
        </section>
      )}
    </>
  );
}
