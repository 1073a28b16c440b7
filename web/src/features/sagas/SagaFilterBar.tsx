// Which sagas are listed.
import { SAGA_FILTERS, type SagaFilter } from '../../app/live/filters.ts';
import { t } from '../../texts/texts.ts';

interface Props {
  chosen: SagaFilter;
  onChoose: (filter: SagaFilter) => void;
}

export function SagaFilterBar({ chosen, onChoose }: Props) {
  return (
    <div role="group" aria-label={t.sagas.filterLabel} className="flex flex-wrap gap-1.5">
      {SAGA_FILTERS.map((filter) => (
        <button
          key={filter}
          type="button"
          aria-pressed={filter === chosen}
          onClick={() => onChoose(filter)}
          className={`h-8 rounded-full px-3.5 text-[0.8125rem] font-medium transition-colors ${filter === chosen ? 'bg-ink text-canvas' : 'text-soft hover:bg-line/60 hover:text-ink'}`}
        >
          {t.sagas.filters[filter]}
        </button>
      ))}
    </div>
  );
}
