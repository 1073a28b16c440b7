// The event log as a page: filtered by type, stream and time, back to the first event.
import { History, ListOrdered } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { EventList } from '../../entities/event/EventList.tsx';
import { EventFilters } from './EventFilters.tsx';
import { useEvents } from '../../entities/event/events.ts';

export function EventsPage() {
  const [params, setParams] = useSearchParams();
  const since = params.get('since');
  const filter = {
    aggregate_id: params.get('aggregate_id'),
    type: params.get('type'),
    since: since !== null && !Number.isNaN(Date.parse(since)) ? new Date(since).toISOString() : null,
  };
  const list = useEvents(filter);
  const events = list.data?.pages.flatMap((page) => page.data) ?? [];
  const filtered = Object.values(filter).some((value) => value !== null);

  const choose = (key: 'aggregate_id' | 'type' | 'since', value: string) =>
    setParams((before) => {
      if (value) before.set(key, value);
      else before.delete(key);
      return before;
    });

  return (
    <>
      <PageHead title={t.events.title}>
        <Link
          to="/events/library"
          className="inline-flex h-10 items-center gap-2 rounded-lg border border-line-strong bg-raised px-4 text-sm font-medium shadow-card hover:bg-sunken"
        >
          <History className="size-4" aria-hidden />
          {t.timeTravel.library}
        </Link>
      </PageHead>
      <Explainer {...t.events.explain} />
      <EventFilters aggregateId={filter.aggregate_id} type={filter.type} since={since} onChoose={choose} />
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeletons count={5} className="h-12" />}
      {list.data && events.length === 0 && (
        <EmptyState icon={ListOrdered} title={filtered ? t.events.emptyFilter : t.events.empty}>
          {filtered ? null : t.events.emptyHint}
        </EmptyState>
      )}
      {events.length > 0 && (
        <Card className="overflow-hidden">
          <EventList events={events} />
        </Card>
      )}
      {list.hasNextPage && (
        <div className="flex justify-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.events.older}
          </Button>
        </div>
      )}
    </>
  );
}
