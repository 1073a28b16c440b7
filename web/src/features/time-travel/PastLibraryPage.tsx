// The library as of a position in the log: folded from the events, not stored anywhere.
import { GitFork, Images } from 'lucide-react';
import { useId } from 'react';
import { Link, useSearchParams } from 'react-router';
import { countOf } from '../../entities/media/count-of.ts';
import { useUser } from '../../entities/user/me.ts';
import { t } from '../../i18n/texts.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { TimeSlider } from '../../ui/TimeSlider.tsx';
import { Card } from '../../ui/Card.tsx';
import { ClockDate } from '../../ui/Time.tsx';
import { PlayButton } from '../../ui/PlayButton.tsx';
import { EventList } from '../../entities/event/EventList.tsx';
import { forkLink } from '../../entities/event/fork-link.ts';
import { useEventAt, usePastLibrary, useTicks } from './past.ts';
import { PastTile } from './PastTile.tsx';
import { BackLink } from '../../ui/BackLink.tsx';
import { ShowMore } from '../../ui/ShowMore.tsx';

const positionFrom = (text: string | null): number | null =>
  text !== null && /^\d{1,12}$/.test(text) ? Number(text) : null;

export function PastLibraryPage() {
  const id = useId();
  const [params, setParams] = useSearchParams();
  const asked = positionFrom(params.get('position'));
  const { operator } = useUser();
  const everyone = operator && params.get('scope') === 'all';
  const list = usePastLibrary(asked, everyone);
  const pages = list.data?.pages ?? [];
  const [first] = pages;
  const media = pages.flatMap((page) => page.media);
  const { library: title } = t.timeTravel;
  const position = Math.min(asked ?? first?.position ?? 0, first?.head ?? 0);
  const present = usePastLibrary(null, everyone);
  const nowById = new Map(present.data?.pages.flatMap((page) => page.media).map((one) => [one.id, one]));
  // What the first pages of the present do not show may still be further down.
  const otherwise = present.data && !present.hasNextPage ? null : undefined;
  const { data: ticks = [] } = useTicks(everyone);
  const { data: event } = useEventAt(first ? position : null, everyone);
  const show = (next: number | null, ofEveryone: boolean) => {
    const where = next === null ? {} : { position: String(next) };
    setParams({ ...where, ...(ofEveryone ? { scope: 'all' } : {}) }, { replace: true });
  };
  const go = (next: number) => show(next, everyone);

  return (
    <>
      <BackLink to="/events">{t.events.back}</BackLink>
      <PageHead title={title} lead={first && countOf(media.length, list)} />
      <Explainer {...t.timeTravel.explain} />
      {operator && (
        <span className="flex items-center gap-2 text-sm text-soft" title={t.events.everyoneHint}>
          <Switch on={everyone} labelledBy={id} onChange={(all) => show(asked, all)} />
          <span id={id}>{t.events.everyone}</span>
        </span>
      )}
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <Skeletons count={3} className="h-16" />}
      {first && (
        <>
          <TimeSlider
            label={t.events.position}
            value={position}
            max={first.head}
            ticks={ticks}
            says={t.timeTravel.positionOf(position, first.head)}
            onChange={go}
          >
            <PlayButton
              value={position}
              after={(value) => ticks.find((tick) => tick > value) ?? null}
              waiting={list.isPlaceholderData}
              onGo={go}
            />
          </TimeSlider>
          <Card className="overflow-hidden">
            <h2 className="flex flex-wrap items-baseline gap-x-3 border-b border-line px-4 py-2.5 text-sm font-semibold">
              <span className="flex-1">{t.timeTravel.eventThen}</span>
              <span className="text-xs font-normal text-faint">
                {event && <ClockDate at={event.created_at} />}
              </span>
            </h2>
            {event && <EventList events={[event]} />}
            {event === null && <p className="p-4 text-sm text-soft">{t.timeTravel.nothingThen}</p>}
          </Card>
          <Link
            to={forkLink({ from: Math.max(1, position), stream: null, changes: [] })}
            className="inline-flex items-center gap-1.5 text-sm font-medium text-accent hover:underline"
          >
            <GitFork className="size-4" aria-hidden />
            {t.timeTravel.fork}
          </Link>
        </>
      )}
      {first && media.length === 0 && <EmptyState icon={Images} title={t.timeTravel.emptyThen} />}
      <ul aria-busy={list.isPlaceholderData} className="grid gap-3 sm:grid-cols-2">
        {media.map((one) => (
          <li key={one.id}>
            <PastTile media={one} now={nowById.get(one.id) ?? otherwise} />
          </li>
        ))}
      </ul>
      <ShowMore list={list} />
    </>
  );
}
