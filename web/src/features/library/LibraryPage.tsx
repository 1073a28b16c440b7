// The library: everything that was uploaded, and on request what was undone.
import { Images, Plus, SearchX } from 'lucide-react';
import { Outlet, useSearchParams } from 'react-router';
import { t } from '../../texts/texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { FileButton } from '../upload/FileButton.tsx';
import { MediaGrid, MediaGridSkeleton } from './MediaGrid.tsx';
import { LIBRARY_VIEWS, useMediaList, type LibraryView } from './media.ts';

export function LibraryPage() {
  const [params, setParams] = useSearchParams();
  const view = LIBRARY_VIEWS.find((name) => name === params.get('show')) ?? 'all';
  const list = useMediaList({ view });
  const media = list.data?.pages.flatMap((page) => page.media) ?? [];
  const lead = list.hasNextPage ? t.library.leadMore(media.length) : t.library.lead(media.length);
  const choose = (chosen: LibraryView) => setParams(chosen === 'all' ? {} : { show: chosen }, { replace: true });

  return (
    <>
      <PageHead title={t.library.title} lead={list.data ? lead : t.common.loading}>
        <FileButton icon={Plus}>{t.library.add}</FileButton>
      </PageHead>
      <Explainer {...t.library.explain} />
      <FilterBar
        label={t.library.viewLabel}
        names={LIBRARY_VIEWS}
        texts={t.library.views}
        chosen={view}
        onChoose={choose}
      />
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <MediaGridSkeleton />}
      {list.data && media.length === 0 && view === 'all' && (
        <EmptyState icon={Images} title={t.library.empty}>
          <p>{t.library.emptyHint}</p>
          <p className="mt-2 text-xs text-faint">{t.library.accepted}</p>
        </EmptyState>
      )}
      {list.data && media.length === 0 && view !== 'all' && (
        <EmptyState icon={SearchX} title={t.library.emptyView}>
          {view === 'undone' && t.library.emptyUndone}
        </EmptyState>
      )}
      {media.length > 0 && (
        <MediaGrid
          media={media}
          linkTo={(id) => ({ pathname: `/media/${id}`, search: params.toString() })}
          more={list.hasNextPage ? { busy: list.isFetchingNextPage, load: () => void list.fetchNextPage() } : null}
        />
      )}
      <Outlet />
    </>
  );
}
