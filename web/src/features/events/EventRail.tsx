// The latest events beside every page, on wide screens: what the page shows, as it comes in.
import { PanelRightClose, PanelRightOpen } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { EventList } from '../../entities/event/EventList.tsx';
import { useEvents } from '../../entities/event/events.ts';

const SHOWN = 60;

interface Props {
  open: boolean;
  onToggle: () => void;
}

export function EventRail({ open, onToggle }: Props) {
  return (
    <aside
      aria-label={t.events.panel}
      className={`hidden flex-col border-line bg-surface md:flex xl:sticky xl:top-0 xl:z-auto xl:h-dvh xl:w-auto xl:rounded-none xl:border-y-0 xl:border-r-0 xl:border-l xl:shadow-none ${open ? 'fixed inset-y-0 right-0 z-20 w-[22rem] border-l shadow-float' : 'fixed top-1/2 right-0 z-10 rounded-l-lg border shadow-card'}`}
    >
      <header className={`flex items-center gap-2 ${open ? 'border-b border-line p-3 pl-4' : 'xl:p-3'}`}>
        {open && (
          <h2 className="flex-1 text-sm font-semibold">
            <Link to="/events" className="hover:underline">
              {t.events.panel}
            </Link>
            <span className="ml-2 font-normal text-faint">{t.events.panelHint}</span>
          </h2>
        )}
        <IconButton
          icon={open ? PanelRightClose : PanelRightOpen}
          label={open ? t.common.hideLog : t.common.showLog}
          aria-expanded={open}
          onClick={onToggle}
        />
      </header>
      {open && <RailEvents />}
    </aside>
  );
}

function RailEvents() {
  const list = useEvents({ aggregate_id: null, type: null });
  const events = list.data?.pages[0]?.data.slice(0, SHOWN) ?? [];
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      {list.error && (
        <div className="p-3">
          <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
        </div>
      )}
      {list.isPending && (
        <div className="space-y-3 p-4">
          <Skeletons count={6} className="h-10" />
        </div>
      )}
      {list.data && events.length === 0 && (
        <p className="px-5 py-8 text-center text-sm text-soft">{t.events.emptyHint}</p>
      )}
      <EventList events={events} />
    </div>
  );
}
