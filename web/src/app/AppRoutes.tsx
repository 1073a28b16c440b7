// Address → page.
import { Route, Routes } from 'react-router';
import { AlbumPage } from '../features/albums/AlbumPage.tsx';
import { AlbumsPage } from '../features/albums/AlbumsPage.tsx';
import { ChaosPage } from '../features/chaos/ChaosPage.tsx';
import { CausesPage } from '../features/events/CausesPage.tsx';
import { EventsPage } from '../features/events/EventsPage.tsx';
import { PastLibraryPage } from '../features/time-travel/PastLibraryPage.tsx';
import { StreamPage } from '../features/time-travel/StreamPage.tsx';
import { ExportsPage } from '../features/exports/ExportsPage.tsx';
import { InvariantsPage } from '../features/invariants/InvariantsPage.tsx';
import { LibraryPage } from '../features/library/LibraryPage.tsx';
import { MediaDrawer } from '../features/library/MediaDrawer.tsx';
import { NotificationsPage } from '../features/notifications/NotificationsPage.tsx';
import { ParkedPage } from '../features/parked/ParkedPage.tsx';
import { SagaPage } from '../features/sagas/SagaPage.tsx';
import { SagasPage } from '../features/sagas/SagasPage.tsx';
import { SystemPage } from '../features/system/SystemPage.tsx';
import { NotFound } from './NotFound.tsx';
import { Shell } from './Shell.tsx';

export function AppRoutes() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route path="/" element={<LibraryPage />}>
          <Route path="media/:id" element={<MediaDrawer />} />
        </Route>
        <Route path="/albums" element={<AlbumsPage />} />
        <Route path="/albums/:albumId" element={<AlbumPage />}>
          <Route path="media/:id" element={<MediaDrawer />} />
        </Route>
        <Route path="/exports" element={<ExportsPage />} />
        <Route path="/sagas" element={<SagasPage />} />
        <Route path="/sagas/:id" element={<SagaPage />} />
        <Route path="/notifications" element={<NotificationsPage />} />
        <Route path="/events" element={<EventsPage />} />
        <Route path="/events/chain/:correlationId" element={<CausesPage />} />
        <Route path="/events/stream/:aggregateId" element={<StreamPage />} />
        <Route path="/events/library" element={<PastLibraryPage />} />
        <Route path="/parked" element={<ParkedPage />} />
        <Route path="/chaos" element={<ChaosPage />} />
        <Route path="/invariants" element={<InvariantsPage />} />
        <Route path="/system" element={<SystemPage />} />
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
