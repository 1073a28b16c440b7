// Thumbnails in a grid that fills the width it gets.
import type { ReactNode } from 'react';
import type { To } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { ArrivingTile } from './ArrivingTile.tsx';
import { MediaTile } from './MediaTile.tsx';
import type { Media } from './media.ts';
import type { Place } from './places.ts';
import { SelectableTile } from './SelectableTile.tsx';
import type { Selection } from './selection.ts';
import { TryAgain } from './TryAgain.tsx';

const GRID = 'grid grid-cols-2 gap-3 sm:grid-cols-[repeat(auto-fill,minmax(11rem,1fr))] sm:gap-4';

interface Props {
  places: readonly Place[];
  linkTo: (id: string) => To;
  more: { busy: boolean; load: () => void } | null;
  /** Something to press on each tile. */
  action?: (media: Media) => ReactNode;
  /** While media are being chosen, tiles are checkboxes instead of links. */
  selection?: Selection | null;
  /** An answer to the question before; the new one is under way. */
  stale?: boolean;
}

export function MediaGrid({ places, linkTo, more, action, selection = null, stale = false }: Props) {
  return (
    <div className="space-y-6">
      <ul aria-busy={stale} className={`${GRID} transition-opacity ${stale ? 'opacity-60' : ''}`}>
        {places.map(({ key, ...place }) => (
          <li key={key} className="relative [contain-intrinsic-size:auto_14rem] [content-visibility:auto]">
            {place.media === null ? (
              <ArrivingTile filename={place.filename} />
            ) : selection ? (
              <SelectableTile media={place.media} selection={selection} />
            ) : (
              <>
                <MediaTile media={place.media} to={linkTo(place.media.id)} />
                <TryAgain media={place.media} className="absolute top-2 right-2" />
                {action?.(place.media)}
              </>
            )}
          </li>
        ))}
      </ul>
      {more && (
        <div className="flex justify-center">
          <Button busy={more.busy} onClick={more.load}>
            {t.common.showMore}
          </Button>
        </div>
      )}
    </div>
  );
}

export const MediaGridSkeleton = () => (
  <div className={GRID}>
    <Skeletons count={8} className="aspect-[4/3.6]" />
  </div>
);
