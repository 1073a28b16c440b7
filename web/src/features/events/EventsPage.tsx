// The event log as a page: filtered by type or stream, back to the first event.
import { ListOrdered, X } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { EventList } from './EventList.tsx';
import { EVENT_TYPES, shortId, useEvents } from './events.ts';

export function EventsPage() {
  const [params, setParams] = useSearchParams();
  const filter = { aggregate_id: params.get('aggregate_id'), type: params.get('type') };
  const list = useEvents(filter);
  const events = list.data?.pages.flatMap((page) => page.data) ?? [];
  const filtered = filter.aggregate_id !== null || filter.type !== null;

  const choose = (key: 'aggregate_id' | 'type', value: string) =>
    setParams((before) => {
      if (value) before.set(key, value);
      else before.delete(key);
      return before;
    });

  return (
    <>
      <PageHead title={t.events.title} />
      <Explainer {...t.events.explain} />
      <div className="flex flex-wrap items-center gap-3">
        <select
          aria-label={t.events.filterType}
          value={filter.type ?? ''}
          onChange={(event) => choose('type', event.target.value)}
          className="h-9 rounded-lg border border-line-strong bg-raised px-3 text-sm"
        >
          <option value="">{t.events.everyType}</option>
          {EVENT_TYPES.map((type) => (
            <option key={type}>{type}</option>
          ))}
        </select>
        {filter.aggregate_id && (
          <Button small icon={X} onClick={() => choose('aggregate_id', '')} title={t.events.allStreams}>
            {t.events.filterAggregate} <code className="font-mono text-xs">{shortId(filter.aggregate_id)}</code>
          </Button>
        )}
      </div>
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
