// The frame around the pages: navigation on the left (below on small screens), the event log on the right.
import { Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { EventRail } from '../features/events/EventRail.tsx';
import { NewNotifications } from '../features/notifications/NewNotifications.tsx';
import { DropZone } from '../features/upload/DropZone.tsx';
import { UploadTray } from '../features/upload/UploadTray.tsx';
import { t } from '../i18n/texts.ts';
import { Skeletons } from '../ui/Skeleton.tsx';
import { CrashBoundary } from './CrashBoundary.tsx';
import { BottomBar } from './BottomBar.tsx';
import { FaultBanner } from './FaultBanner.tsx';
import { preloadTheRest } from './routes.ts';
import { Sidebar } from './Sidebar.tsx';
import { TopBar } from './TopBar.tsx';

/** After the first page has asked its own questions. */
const REST_AFTER_MS = 2500;

const PageSkeleton = () => <Skeletons count={3} className="h-24" />;

export function Shell() {
  const [railOpen, setRailOpen] = useState(true);
  const { pathname } = useLocation();
  // These pages show the same events themselves.
  const hasRail = pathname !== '/events' && pathname !== '/map';
  useEffect(() => {
    const soon = setTimeout(preloadTheRest, REST_AFTER_MS);
    return () => clearTimeout(soon);
  }, []);
  const columns =
    hasRail && railOpen ? 'xl:grid-cols-[15rem_minmax(0,1fr)_22rem]' : 'xl:grid-cols-[15rem_minmax(0,1fr)_auto]';

  return (
    <div className={`min-h-dvh md:grid md:grid-cols-[15rem_minmax(0,1fr)] ${columns}`}>
      <a
        href="#content"
        className="sr-only z-50 rounded-lg bg-accent px-4 py-2 font-medium text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
      >
        {t.common.skipToContent}
      </a>
      <Sidebar />
      <TopBar />
      <main
        id="content"
        tabIndex={-1}
        className="min-w-0 px-4 pt-5 pb-28 outline-none sm:px-6 md:pb-12 lg:px-8 lg:pt-8"
      >
        <DropZone>
          <div className="mx-auto max-w-5xl space-y-6">
            <FaultBanner />
            <CrashBoundary page={pathname}>
              <Suspense fallback={<PageSkeleton />}>
                <Outlet />
              </Suspense>
            </CrashBoundary>
          </div>
        </DropZone>
      </main>
      {hasRail && <EventRail open={railOpen} onToggle={() => setRailOpen(!railOpen)} />}
      <BottomBar />
      <UploadTray />
      <NewNotifications />
    </div>
  );
}
