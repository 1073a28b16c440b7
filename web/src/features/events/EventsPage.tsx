// The event log as a page: filtered, paused, and back to the first event.
import { History, ListOrdered, Pause, Play } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { EventList } from '../../entities/event/EventList.tsx';
import { useEvents } from '../../entities/event/events.ts';
import { useUser } from '../../entities/user/me.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { ShowMore } from '../../ui/ShowMore.tsx';
import { EventFilters } from './EventFilters.tsx';
import { askedOf, filterFrom, isFiltered, withFilter, type LogFilter } from './log-filter.ts';

export function EventsPage() {
  const { operator } = useUser();
  const [params, setParams] = useSearchParams();
  const filter = filterFrom(params);
  const list = useEvents(askedOf(filter, operator));
  const all = list.data?.pages.flatMap((page) => page.data) ?? [];
  /** While it is paused: the newest position that is shown. */
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const events = pausedAt === null ? all : all.filter(({ position }) => position <= pausedAt);
  const held = all.length - events.length;
  const change = useCallback(
    (part: Partial<LogFilter>) => setParams((before) => withFilter(before, part)),
    [setParams],
  );

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
        <Button
          icon={pausedAt === null ? Pause : Play}
          aria-pressed={pausedAt !== null}
          onClick={() => setPausedAt(pausedAt === null ? (all[0]?.position ?? 0) : null)}
        >
          {pausedAt === null ? t.events.pause : t.events.goOn}
        </Button>
      </PageHead>
      <Explainer {...t.explain.events} />
      <EventFilters filter={filter} operator={operator} onChange={change} />
      {pausedAt !== null && (
        <p role="status" className="text-sm text-soft">
          {t.events.held(held)}
        </p>
      )}
      {filter.upto !== '' && (
        <p className="flex flex-wrap items-center gap-3 text-sm text-soft">
          {t.events.jumped(Number(filter.upto))}
          <Button small tone="quiet" onClick={() => change({ upto: '' })}>
            {t.events.toNewest}
          </Button>
        </p>
      )}
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeletons count={5} className="h-12" />}
      {list.data && events.length === 0 && (
        <EmptyState icon={ListOrdered} title={isFiltered(filter) ? t.events.emptyFilter : t.events.empty}>
          {isFiltered(filter) ? null : t.events.emptyHint}
        </EmptyState>
      )}
      {events.length > 0 && (
        <Card className="overflow-hidden">
          <EventList events={events} />
        </Card>
      )}
      <ShowMore list={list}>{t.events.older}</ShowMore>
    </>
  );
}
