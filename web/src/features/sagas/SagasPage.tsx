// All sagas, moving live, and the switches that break them.
import { Plus, Workflow } from 'lucide-react';
import { useSearchParams } from 'react-router';
import { SAGA_FILTERS, type SagaFilter } from '../../app/live/filters.ts';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { FileButton } from '../upload/FileButton.tsx';
import { ChaosPanel } from './ChaosPanel.tsx';
import { SagaCard } from './SagaCard.tsx';
import { useSagas } from './sagas.ts';

const filterFrom = (text: string | null): SagaFilter => SAGA_FILTERS.find((filter) => filter === text) ?? 'all';

export function SagasPage() {
  const [params, setParams] = useSearchParams();
  const filter = filterFrom(params.get('status'));
  const list = useSagas(filter);
  const sagas = list.data?.pages.flatMap((page) => page.data) ?? [];
  const choose = (chosen: SagaFilter) => setParams(chosen === 'all' ? {} : { status: chosen }, { replace: true });

  return (
    <>
      <PageHead title={t.sagas.title}>
        <FileButton icon={Plus}>{t.library.add}</FileButton>
      </PageHead>
      <Explainer {...t.sagas.explain} />
      <ChaosPanel />
      <FilterBar
        label={t.sagas.filterLabel}
        names={SAGA_FILTERS}
        texts={t.sagas.filters}
        chosen={filter}
        onChoose={choose}
      />
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeletons count={3} className="h-44" />}
      {list.data && sagas.length === 0 && (
        <EmptyState icon={Workflow} title={filter === 'all' ? t.sagas.empty : t.sagas.emptyFilter}>
          {t.sagas.emptyHint}
        </EmptyState>
      )}
      <ul className="space-y-4">
        {sagas.map((saga) => (
          <li key={saga.id} className="[contain-intrinsic-size:auto_12rem] [content-visibility:auto]">
            <SagaCard saga={saga} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="flex justify-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.common.showMore}
          </Button>
        </div>
      )}
    </>
  );
}
