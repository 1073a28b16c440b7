// Why something happened: everything that one request set in motion, as a tree of causes.
import { ArrowLeft } from 'lucide-react';
import { useParams, useSearchParams } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { ShowMore } from '../../ui/ShowMore.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { useUser } from '../../entities/user/me.ts';
import { CauseTree } from './CauseTree.tsx';
import { causesOf } from './causes.ts';
import { NamesContext, useNamesOf } from '../../entities/event/names.ts';
import { TraceLinks } from '../../entities/event/TraceLinks.tsx';
import { useEvents } from '../../entities/event/events.ts';
import { BackLink } from '../../ui/BackLink.tsx';

export function CausesPage() {
  const { correlationId = '' } = useParams();
  const [params] = useSearchParams();
  const { operator } = useUser();
  // An operator is led here by anyone's event: the chain is shown whole.
  const list = useEvents({ aggregate_id: null, type: null, correlation_id: correlationId, everyone: operator });
  const events = list.data?.pages.flatMap((page) => page.data) ?? [];
  const lead = list.hasNextPage ? t.chain.leadMore(events.length) : t.chain.lead(events.length);
  const names = useNamesOf(events);

  return (
    <>
      <BackLink to="/events">{t.events.back}</BackLink>
      <PageHead title={t.chain.title} lead={list.data && lead} />
      <Explainer {...t.chain} />
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeletons count={3} className="h-12" />}
      {list.data && events.length === 0 && <EmptyState icon={ArrowLeft} title={t.events.emptyFilter} />}
      {events.length > 0 && <TraceLinks correlationId={correlationId} texts={t.chain.trace} />}
      {events.length > 0 && (
        <Card className="overflow-hidden p-2">
          <NamesContext value={names}>
            <CauseTree nodes={causesOf(events, params.get('event'))} />
          </NamesContext>
        </Card>
      )}
      <ShowMore list={list} />
    </>
  );
}
