// One album and what is in it. What is in an album is asked of the media read model, which follows the same events.
import { CheckSquare, FolderX, Images } from 'lucide-react';
import { Link, Outlet, useParams } from 'react-router';
import { ApiProblem } from '../../api/http.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { AlbumExports } from '../../entities/export/AlbumExports.tsx';
import { ExportButton } from '../../entities/export/ExportButton.tsx';
import { EVERYTHING } from '../../entities/media/filter.ts';
import { MediaGrid, MediaGridSkeleton } from '../../entities/media/MediaGrid.tsx';
import { useMediaList } from '../../entities/media/media.ts';
import { useSelection } from '../../entities/media/selection.ts';
import { SelectionBar } from '../../entities/media/SelectionBar.tsx';
import { AlbumActions } from './AlbumActions.tsx';
import { useAlbum } from '../../entities/album/albums.ts';
import { TakeOutSelected } from './TakeOutSelected.tsx';
import { BackLink } from '../../ui/BackLink.tsx';

export function AlbumPage() {
  const { albumId = '' } = useParams();
  const album = useAlbum(albumId);
  const list = useMediaList({ ...EVERYTHING, album: albumId });
  const { selection, start, stop } = useSelection();
  const media = list.data?.pages.flatMap((page) => page.media) ?? [];
  const error = album.error ?? list.error;
  const retry = () => void Promise.all([album.refetch(), list.refetch()]);

  if (album.error instanceof ApiProblem && album.error.status === 404) return <NoSuchAlbum />;
  return (
    <>
      <BackLink to="/albums">{t.albums.back}</BackLink>
      <PageHead
        title={album.data?.name ?? t.albums.title}
        lead={album.data && (album.data.description || t.albums.count(album.data.media_count))}
      >
        {album.data && <AlbumActions album={album.data} />}
        {album.data && <ExportButton albumId={album.data.id} empty={album.data.media_count === 0} />}
      </PageHead>
      {error && <ErrorNote error={error} onRetry={retry} />}
      {album.data && <AlbumExports albumId={album.data.id} />}
      {list.isPending && <MediaGridSkeleton />}
      {album.data && list.data && media.length === 0 && (
        <EmptyState icon={Images} title={t.albums.nothingInside}>
          <p>{t.albums.nothingInsideHint}</p>
          <Link
            to={album.data?.is_default ? '/' : `/?select=${albumId}`}
            className="mt-3 inline-block font-medium text-accent hover:underline"
          >
            {t.albums.toLibrary}
          </Link>
        </EmptyState>
      )}
      {media.length > 0 && (
        <div className="space-y-3">
          <div className="flex justify-end">
            <Button
              small
              tone="quiet"
              icon={CheckSquare}
              aria-pressed={selection !== null}
              onClick={selection ? stop : start}
            >
              {t.library.select}
            </Button>
          </div>
          <MediaGrid
            places={media.map((one) => ({ key: one.id, media: one }))}
            selection={selection}
            linkTo={(id) => `/albums/${albumId}/media/${id}`}
            more={
              list.hasNextPage ? { busy: list.isFetchingNextPage, load: () => void list.fetchNextPage() } : null
            }
          />
        </div>
      )}
      {selection && (
        <SelectionBar selection={selection} shown={media.map(({ id }) => id)} onClose={stop}>
          <TakeOutSelected albumId={albumId} ids={selection.ids} onDone={stop} />
        </SelectionBar>
      )}
      <Explainer {...t.albums.explain} />
      <Outlet />
    </>
  );
}

const NoSuchAlbum = () => (
  <EmptyState icon={FolderX} title={t.albums.unknown} isPage>
    <p>{t.albums.unknownHint}</p>
    <Link to="/albums" className="mt-3 inline-block font-medium text-accent hover:underline">
      {t.albums.back}
    </Link>
  </EmptyState>
);
