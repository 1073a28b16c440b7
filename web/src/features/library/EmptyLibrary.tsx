// Why nothing is shown: there is nothing yet, nothing of this kind, or nothing that fits.
import { Images, SearchX } from 'lucide-react';
import { t } from '../../i18n/texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FirstVisit } from './FirstVisit.tsx';
import { isFiltered, type LibraryFilter } from '../../entities/media/filter.ts';

export function EmptyLibrary({ filter }: { filter: LibraryFilter }) {
  if (!isFiltered(filter)) {
    return (
      <EmptyState icon={Images} title={t.library.empty}>
        <p>{t.library.emptyHint}</p>
        <p className="mt-2 text-xs text-faint">{t.library.accepted}</p>
        <FirstVisit />
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={SearchX} title={filter.q === '' ? t.library.emptyView : t.library.nothingFound(filter.q)}>
      {filter.q !== '' && t.library.searchHint}
      {filter.q === '' && filter.view === 'undone' && t.library.emptyUndone}
    </EmptyState>
  );
}
