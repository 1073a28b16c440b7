// One album: its newest picture, its name, how much is in it.
import { Images } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../i18n/texts.ts';
import type { Album } from '../../entities/album/albums.ts';

export function AlbumCard({ album }: { album: Album }) {
  return (
    <Link
      to={`/albums/${album.id}`}
      className="group block overflow-hidden rounded-2xl border border-line bg-surface shadow-card transition-shadow hover:shadow-float"
    >
      <div className="grid aspect-[4/3] place-items-center overflow-hidden bg-sunken text-faint">
        {album.cover_url ? (
          <img
            src={album.cover_url}
            alt=""
            loading="lazy"
            className="size-full object-cover transition-transform duration-300 group-hover:scale-[1.03]"
          />
        ) : (
          <Images className="size-8" strokeWidth={1.25} aria-hidden />
        )}
      </div>
      <div className="px-4 py-3">
        <p className="truncate text-sm font-semibold" title={album.name}>
          {album.name}
        </p>
        <p className="mt-0.5 truncate text-xs text-faint">
          {t.albums.count(album.media_count)}
          {album.is_default && ` · ${t.albums.isDefault}`}
        </p>
      </div>
    </Link>
  );
}
