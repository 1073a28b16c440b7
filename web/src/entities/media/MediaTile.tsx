// A media item in the grid: its face, which links to its details.
import { Link, type To } from 'react-router';
import { TileFace } from './TileFace.tsx';
import type { Media } from './media.ts';

interface Props {
  media: Media;
  to: To;
}

export function MediaTile({ media, to }: Props) {
  return (
    <Link
      to={to}
      state={{ opened: true }}
      className="group block overflow-hidden rounded-2xl border border-line bg-surface shadow-card transition-shadow hover:shadow-float"
    >
      <TileFace media={media} />
    </Link>
  );
}
