// All sagas, moving live, and the switches that break them.
import { Plus, Workflow } from 'lucide-react';
import { useCallback } from 'react';
import type { SagaView } from '#shared/engine/saga/view';
import { useSearchParams } from 'react-router';
import { isActive, SAGA_FILTERS, type SagaFilter } from '../../api/live/filters.ts';
import { t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { ShowMore } from '../../ui/ShowMore.tsx';
import { FileButton } from '../../entities/upload/FileButton.tsx';
import { ChaosPanel } from './ChaosPanel.tsx';
import { SagaDotsLegend } from './SagaDotsLegend.tsx';
import { SagaRow } from './SagaRow.tsx';
import { useSagas } from '../../entities/saga/sagas.ts';

const filterFrom = (text: string | null): SagaFilter => SAGA_FILTERS.find((filter) => filter === text) ?? 'all';

/** Sagas that still move or wait for a person come before those that have ended; each part newest first. */
const pinned = (sagas: readonly SagaView[]): SagaView[] => [
  ...sagas.filter(({ status }) => isActive(status)),
  ...sagas.filter(({ status }) => !isActive(status)),
];

/** How many there are, as far as the first page tells. */
const useCount = (filter: SagaFilter): string => {
  const { data } = useSagas(filter);
  const [first] = data?.pages ?? [];
  return first && first.data.length > 0 ? ` ${first.data.length}${first.next ? '+' : ''}` : '';
};

export function SagasPage() {
  const [params, setParams] = useSearchParams();
  const filter = filterFrom(params.get('status'));
  const type = params.get('type') ?? '';
  const q = params.get('q') ?? '';
  const list = useSagas(filter, { type, q });
  const sagas = list.data?.pages.flatMap((page) => page.data) ?? [];
  const choose = useCallback(
    (name: 'status' | 'type' | 'q', value: string) =>
      setParams(
        (before) => {
          if (value === '' || value === 'all') before.delete(name);
          else before.set(name, value);
          return before;
        },
        { replace: true },
      ),
    [setParams],
  );
  const search = useCallback((text: string) => choose('q', text), [choose]);
  const active = useCount('active');
  const parked = useCount('parked');
  const filtered = filter !== 'all' || type !== '' || q !== '';

  return (
    <>
      <PageHead title={t.sagas.title}>
        <FileButton icon={Plus}>{t.library.add}</FileButton>
      </PageHead>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
        <FilterBar
          label={t.sagas.filterLabel}
          names={SAGA_FILTERS}
          texts={{
            ...t.sagas.filters,
            active: t.sagas.filters.active + active,
            parked: t.sagas.filters.parked + parked,
          }}
          chosen={filter}
          onChoose={(status) => choose('status', status)}
        />
        <div className="flex flex-1 flex-wrap items-center justify-end gap-2">
          <select
            aria-label={t.sagas.type}
            value={type}
            onChange={({ target }) => choose('type', target.value)}
            className="h-9 rounded-full border border-line-strong bg-raised px-3 text-sm"
          >
            <option value="">{t.sagas.everyType}</option>
            {Object.entries(t.sagas.types).map(([name, text]) => (
              <option key={name} value={name}>
                {text}
              </option>
            ))}
          </select>
          <SearchBox label={t.sagas.search} placeholder={t.sagas.searchPlaceholder} value={q} onSearch={search} />
        </div>
      </div>
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeletons count={6} className="h-12" />}
      {list.data && sagas.length === 0 && (
        <EmptyState icon={Workflow} title={filtered ? t.sagas.emptyFilter : t.sagas.empty}>
          {!filtered && t.sagas.emptyHint}
        </EmptyState>
      )}
      {sagas.length > 0 && (
        <Card className="overflow-hidden">
          <SagaDotsLegend />
          <ul className="divide-y divide-line">
            {pinned(sagas).map((saga) => (
              <li key={saga.id} className="[contain-intrinsic-size:auto_3rem] [content-visibility:auto]">
                <SagaRow saga={saga} />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <ShowMore list={list} />
      <ChaosPanel />
      <Explainer {...t.explain.sagas} />
    </>
  );
}
