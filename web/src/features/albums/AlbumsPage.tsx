// All albums, and a new one.
import { FolderHeart, FolderPlus } from 'lucide-react';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { ShowMore } from '../../ui/ShowMore.tsx';
import { AlbumCard } from './AlbumCard.tsx';
import { useAlbums } from '../../entities/album/albums.ts';
import { NewAlbumDialog } from './NewAlbumDialog.tsx';

const GRID = 'grid grid-cols-2 gap-4 lg:grid-cols-3';

export function AlbumsPage() {
  const list = useAlbums();
  const [creating, setCreating] = useState(false);
  const albums = list.data ?? [];

  return (
    <>
      <PageHead title={t.albums.title}>
        <Link to="/exports" className="text-sm font-medium text-accent hover:underline">
          {t.exports.title}
        </Link>
        <Button tone="primary" icon={FolderPlus} onClick={() => setCreating(true)}>
          {t.albums.create}
        </Button>
      </PageHead>
      <Explainer {...t.albums.explain} />
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && (
        <div className={GRID}>
          <Skeletons count={3} className="aspect-[4/3.8]" />
        </div>
      )}
      {list.data && albums.length === 0 && (
        <EmptyState icon={FolderHeart} title={t.albums.empty}>
          {t.albums.emptyHint}
        </EmptyState>
      )}
      <ul className={GRID}>
        {albums.map((album) => (
          <li key={album.id}>
            <AlbumCard album={album} />
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
      {creating && <NewAlbumDialog onClose={() => setCreating(false)} />}
    </>
  );
}
