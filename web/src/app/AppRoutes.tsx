// The pages inside their frame. Each waits for its own code; the frame around it stays.
import { Suspense } from 'react';
import { Route, Routes } from 'react-router';
import { NotFound } from './NotFound.tsx';
import { ALBUM, LIBRARY, MEDIA, ROUTES } from './routes.ts';
import { Shell } from './Shell.tsx';

const drawer = (
  <Suspense>
    <MEDIA.Page />
  </Suspense>
);

export function AppRoutes() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route path={LIBRARY.path} element={<LIBRARY.Page />}>
          <Route path={MEDIA.path} element={drawer} />
        </Route>
        <Route path={ALBUM.path} element={<ALBUM.Page />}>
          <Route path={MEDIA.path} element={drawer} />
        </Route>
        {ROUTES.map(({ path, Page }) => (
          <Route key={path} path={path} element={<Page />} />
        ))}
        <Route path="*" element={<NotFound />} />
      </Route>
    </Routes>
  );
}
