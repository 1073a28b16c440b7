// The library as it was when the log stood at a position: folded from the events, not kept anywhere.
import { ArrowLeft, FileImage, Images } from 'lucide-react';
import { Link, useSearchParams } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { TimeSlider } from '../../ui/TimeSlider.tsx';
import { usePastLibrary, type PastMedia } from './past.ts';

const positionFrom = (text: string | null): number | null =>
  text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;

export function PastLibraryPage() {
  const [params, setParams] = useSearchParams();
  const asked = positionFrom(params.get('position'));
  const list = usePastLibrary(asked);
  const pages = list.data?.pages ?? [];
  const [first] = pages;
  const media = pages.flatMap((page) => page.media);
  const position = asked ?? first?.position ?? 0;

  return (
    <>
      <Link
        to="/events"
        className="inline-flex items-center gap-1.5 text-sm font-medium text-accent hover:underline"
      >
        <ArrowLeft className="size-4" aria-hidden />
        {t.events.back}
      </Link>
      <PageHead title={t.timeTravel.library} lead={first && t.library.lead(media.length)} />
      <Explainer {...t.timeTravel.explain} />
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeletons count={3} className="h-16" />}
      {first && (
        <TimeSlider
          label={t.events.position}
          value={Math.min(position, first.head)}
          max={first.head}
          says={t.timeTravel.positionOf(Math.min(position, first.head), first.head)}
          onChange={(next) => setParams({ position: String(next) }, { replace: true })}
        />
      )}
      {first && media.length === 0 && <EmptyState icon={Images} title={t.timeTravel.emptyThen} />}
      <ul aria-busy={list.isPlaceholderData} className="grid gap-3 sm:grid-cols-2">
        {media.map((one) => (
          <li key={one.id}>
            <Past media={one} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <div className="flex justify-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.common.showMore}
          </Button>
        </div>
      )}
    </>
  );
}

/** Without its picture: the file may be gone by now, the events are not. */
function Past({ media: { id, filename, status, albums } }: { media: PastMedia }) {
  return (
    <Link
      to={`/events/stream/${id}`}
      className="flex items-center gap-3 rounded-xl border border-line bg-surface px-4 py-3 shadow-card hover:shadow-float"
    >
      <FileImage className="size-5 shrink-0 text-faint" aria-hidden />
      <span className="min-w-0 flex-1 text-sm">
        <span className="block truncate font-medium">{filename}</span>
        <span className="block truncate text-xs text-faint">
          {[t.library.statuses[status] ?? status, ...albums.map(({ name }) => name)].join(' · ')}
        </span>
      </span>
    </Link>
  );
}
