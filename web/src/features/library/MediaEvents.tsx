// The stream of this media item, straight from the log.
import { Link } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { EventList } from '../../entities/event/EventList.tsx';
import { useEvents } from '../../entities/event/events.ts';
import { DrawerSection } from './DrawerSection.tsx';

export function MediaEvents({ mediaId }: { mediaId: string }) {
  const events = useEvents({ aggregate_id: mediaId, type: null });
  return (
    <DrawerSection
      title={t.library.events}
      aside={
        <Link to={`/events?aggregate_id=${mediaId}`} className="text-sm font-medium text-accent hover:underline">
          {t.library.allEvents}
        </Link>
      }
    >
      {events.error && <ErrorNote error={events.error} onRetry={() => void events.refetch()} />}
      {events.isPending && <Skeletons count={1} className="h-24" />}
      {events.data && (
        <div className="overflow-hidden rounded-xl border border-line">
          <EventList events={events.data.pages.flatMap((page) => page.data)} />
        </div>
      )}
    </DrawerSection>
  );
}
