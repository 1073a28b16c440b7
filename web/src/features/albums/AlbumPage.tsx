// One album and what is in it. What is in an album is asked of the media read model, which follows the same events.
import { ArrowLeft, Images, X } from 'lucide-react';
import { Link, Outlet, useParams } from 'react-router';
import { messageOf } from '../../app/problem-text.ts';
import { t } from '../../texts/texts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { MediaGrid, MediaGridSkeleton } from '../library/MediaGrid.tsx';
import { useMediaList } from '../library/media.ts';
import { useAlbum, useTakeOut } from './albums.ts';

export function AlbumPage() {
  const { albumId = '' } = useParams();
  const album = useAlbum(albumId);
  const list = useMediaList({ albumId });
  const takeOut = useTakeOut(albumId);
  const toast = useToast();
  const media = list.data?.pages.flatMap((page) => page.media) ?? [];
  const error = album.error ?? list.error;
  const retry = () => void Promise.all([album.refetch(), list.refetch()]);

  return (
    <>
      <Link
        to="/albums"
        className="inline-flex items-center gap-1.5 text-sm font-medium text-accent hover:underline"
      >
        <ArrowLeft className="size-4" aria-hidden />
        {t.albums.back}
      </Link>
      <PageHead
        title={album.data?.name ?? t.albums.title}
        lead={album.data && (album.data.description || t.albums.count(album.data.media_count))}
      />
      {error && <ErrorNote error={error} onRetry={retry} />}
      {list.isPending && <MediaGridSkeleton />}
      {list.data && media.length === 0 && (
        <EmptyState icon={Images} title={t.albums.nothingInside}>
          <p>{t.albums.nothingInsideHint}</p>
          <Link to="/" className="mt-3 inline-block font-medium text-accent hover:underline">
            {t.albums.toLibrary}
          </Link>
        </EmptyState>
      )}
      {media.length > 0 && (
        <MediaGrid
          media={media}
          linkTo={(id) => `/albums/${albumId}/media/${id}`}
          more={list.hasNextPage ? { busy: list.isFetchingNextPage, load: () => void list.fetchNextPage() } : null}
          action={({ id, filename }) => (
            <IconButton
              icon={X}
              label={t.albums.takeOut(filename)}
              disabled={takeOut.isPending && takeOut.variables === id}
              onClick={() => takeOut.mutate(id, { onError: (why) => toast(messageOf(why), 'bad') })}
              className="absolute top-2 right-2 bg-surface/90 shadow-card"
            />
          )}
        />
      )}
      <Explainer {...t.albums.explain} />
      <Outlet />
    </>
  );
}
