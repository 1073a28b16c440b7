// The frame around the pages: navigation on the left (below on small screens), the event log on the right.
import { lazy, Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation } from 'react-router';
import { useUploads } from '../entities/upload/UploadProvider.tsx';
import { useCurrentLab } from '../entities/lab/current.ts';
import { useTourStep } from '../entities/tour/tour.ts';
import { NewNotifications } from '../features/notifications/NewNotifications.tsx';
import { DropZone } from '../features/upload/DropZone.tsx';
import { keep, recall } from '../browser/preferences.ts';
import { speakLater, t } from '../i18n/texts.ts';
import { Skeletons } from '../ui/Skeleton.tsx';
import { CrashBoundary } from './CrashBoundary.tsx';
import { BottomBar } from './BottomBar.tsx';
import { FaultBanner } from './FaultBanner.tsx';
import { preloadTheRest } from './routes.ts';
import { Shortcuts } from './Shortcuts.tsx';
import { Sidebar } from './Sidebar.tsx';
import { TopBar } from './TopBar.tsx';

/** They come after the page itself: their places are kept, so nothing jumps. */
const EventRail = lazy(async () => ({ default: (await import('../features/events/EventRail.tsx')).EventRail }));
const UploadTray = lazy(async () => ({ default: (await import('../features/upload/UploadTray.tsx')).UploadTray }));

/** Its code and its texts come when it begins. */
const TourCard = lazy(async () => {
  const [{ TourCard: Tour }] = await Promise.all([import('../features/tour/TourCard.tsx'), speakLater()]);
  return { default: Tour };
});

const BackToLab = lazy(async () => {
  const [{ BackToLab: Back }] = await Promise.all([import('../features/learn/BackToLab.tsx'), speakLater()]);
  return { default: Back };
});

/** After the first page has asked its own questions. */
const REST_AFTER_MS = 2500;

const PageSkeleton = () => <Skeletons count={3} className="h-24" />;

export function Shell() {
  // Beside the page where there is room, over it where there is none; open or not is remembered.
  const [railOpen, setRailOpen] = useState(() =>
    recall('rail') === null ? matchMedia('(min-width: 80rem)').matches : recall('rail') === 'open',
  );
  const toggleRail = () => {
    keep('rail', railOpen ? 'closed' : 'open');
    setRailOpen(!railOpen);
  };
  const touring = useTourStep() !== null;
  const uploading = useUploads().uploads.length > 0;
  const { pathname } = useLocation();
  const lab = useCurrentLab();
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
        // Room to scroll, so that the tour's card covers no content for good.
        className={`min-w-0 px-4 pt-5 outline-none sm:px-6 lg:px-8 lg:pt-8 ${touring ? 'pb-80 md:pb-64' : 'pb-28 md:pb-12'}`}
      >
        <div className="mx-auto flex max-w-5xl flex-col gap-6 [&>a]:self-start">
          <FaultBanner />
          <CrashBoundary page={pathname}>
            <Suspense fallback={<PageSkeleton />}>
              <Outlet />
            </Suspense>
          </CrashBoundary>
        </div>
      </main>
      {hasRail && (
        <Suspense>
          <EventRail open={railOpen} onToggle={toggleRail} />
        </Suspense>
      )}
      <BottomBar />
      {uploading && (
        <Suspense>
          <UploadTray />
        </Suspense>
      )}
      <DropZone />
      <NewNotifications />
      <Shortcuts />
      {lab !== null && !touring && !pathname.startsWith('/learn') && (
        <Suspense>
          <BackToLab name={lab} />
        </Suspense>
      )}
      {touring && (
        <Suspense>
          <TourCard />
        </Suspense>
      )}
    </div>
  );
}
