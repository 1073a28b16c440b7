// The library: everything that was uploaded, searched, filtered, and on request what was undone.
import { countOf } from '../../entities/media/count-of.ts';
import { CheckSquare, Plus, SlidersHorizontal } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { Outlet, useSearchParams } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { SearchBox } from '../../ui/SearchBox.tsx';
import { FileButton } from '../../entities/upload/FileButton.tsx';
import { FolderButton } from '../../entities/upload/FolderButton.tsx';
import { AddSelected } from './AddSelected.tsx';
import { EmptyLibrary } from './EmptyLibrary.tsx';
import {
  filterFrom,
  isFiltered,
  LIBRARY_VIEWS,
  withFilter,
  type LibraryFilter,
} from '../../entities/media/filter.ts';
import { LibraryFilters } from './LibraryFilters.tsx';
import { MediaGrid, MediaGridSkeleton } from '../../entities/media/MediaGrid.tsx';
import { useMediaList } from '../../entities/media/media.ts';
import { usePlaces } from '../../entities/media/usePlaces.ts';
import { useSelection } from '../../entities/media/selection.ts';
import { SelectionBar } from '../../entities/media/SelectionBar.tsx';

export function LibraryPage() {
  const [params, setParams] = useSearchParams();
  const filter = filterFrom(params);
  const list = useMediaList(filter);
  const media = useMemo(() => list.data?.pages.flatMap((page) => page.media) ?? [], [list.data]);
  const lead = countOf(media.length, list);
  const change = useCallback(
    (part: Partial<LibraryFilter>) => setParams((before) => withFilter(before, part), { replace: true }),
    [setParams],
  );
  const [filtering, setFiltering] = useState(filter.album !== '' || filter.from !== '' || filter.to !== '');
  const search = useCallback((q: string) => change({ q }), [change]);
  // An album sends its owner here to choose what to add.
  const target = params.get('select') ?? '';
  const { selection, start, stop } = useSelection(target !== '');
  const places = usePlaces(media, !isFiltered(filter) && selection === null, !list.hasNextPage);
  const end = () => {
    stop();
    setParams((before) => {
      before.delete('select');
      return before;
    });
  };

  return (
    <>
      <PageHead title={t.library.title} lead={list.data ? lead : t.common.loading}>
        <FolderButton />
        <FileButton icon={Plus}>{t.library.add}</FileButton>
      </PageHead>
      <Explainer {...t.library.explain} />
      <div className="space-y-3">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
          {filter.q === '' && (
            <FilterBar
              label={t.library.viewLabel}
              names={LIBRARY_VIEWS}
              texts={t.library.views}
              chosen={filter.view}
              onChoose={(view) => change({ view })}
            />
          )}
          <div className="flex flex-1 items-center justify-end gap-2">
            <SearchBox
              label={t.library.search}
              placeholder={t.library.searchPlaceholder}
              value={filter.q}
              onSearch={search}
            />
            {filter.q === '' && (
              <Button
                small
                tone="quiet"
                icon={SlidersHorizontal}
                aria-expanded={filtering}
                onClick={() => setFiltering(!filtering)}
              >
                <span className="max-sm:sr-only">{t.library.filters}</span>
              </Button>
            )}
            <Button
              small
              tone="quiet"
              icon={CheckSquare}
              aria-pressed={selection !== null}
              onClick={selection ? end : start}
            >
              <span className="max-sm:sr-only">{t.library.select}</span>
            </Button>
          </div>
        </div>
        {filter.q === '' && filtering && <LibraryFilters filter={filter} onChange={change} />}
      </div>
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <MediaGridSkeleton />}
      {list.data && places.length === 0 && <EmptyLibrary filter={filter} />}
      {places.length > 0 && (
        <MediaGrid
          places={places}
          stale={list.isPlaceholderData}
          selection={selection}
          linkTo={(id) => ({ pathname: `/media/${id}`, search: params.toString() })}
          more={list.hasNextPage ? { busy: list.isFetchingNextPage, load: () => void list.fetchNextPage() } : null}
        />
      )}
      {selection && (
        <SelectionBar selection={selection} shown={media.map(({ id }) => id)} onClose={end}>
          <AddSelected ids={selection.ids} album={target} onAdded={end} />
        </SelectionBar>
      )}
      <Outlet />
    </>
  );
}
