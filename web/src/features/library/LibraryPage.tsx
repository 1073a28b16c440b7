// The library: everything that was uploaded, and the place to drop more.
import { Images, Plus } from 'lucide-react';
import { Outlet } from 'react-router';
import { t } from '../../texts/texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { FileButton } from '../upload/FileButton.tsx';
import { MediaGrid, MediaGridSkeleton } from './MediaGrid.tsx';
import { useMediaList } from './media.ts';

export function LibraryPage() {
  const list = useMediaList();
  const media = list.data?.pages.flatMap((page) => page.media) ?? [];
  const lead = list.hasNextPage ? t.library.leadMore(media.length) : t.library.lead(media.length);

  return (
    <>
      <PageHead title={t.library.title} lead={list.data ? lead : t.common.loading}>
        <FileButton icon={Plus}>{t.library.add}</FileButton>
      </PageHead>
      <Explainer {...t.library.explain} />
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <MediaGridSkeleton />}
      {list.data && media.length === 0 && (
        <EmptyState icon={Images} title={t.library.empty}>
          <p>{t.library.emptyHint}</p>
          <p className="mt-2 text-xs text-faint">{t.library.accepted}</p>
        </EmptyState>
      )}
      {media.length > 0 && (
        <MediaGrid
          media={media}
          linkTo={(id) => `/media/${id}`}
          more={list.hasNextPage ? { busy: list.isFetchingNextPage, load: () => void list.fetchNextPage() } : null}
        />
      )}
      <Outlet />
    </>
  );
}
