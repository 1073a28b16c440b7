// Address → page. A page's code is fetched when it is needed: at the start for the address of the visit, when a link
// comes under the pointer, and the rest once the first page has asked its own questions.
import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import { matchPath } from 'react-router';
import { loadSending } from '../entities/upload/sending.ts';
import { speakLater } from '../i18n/texts.ts';
import { notLoaded } from './not-loaded.ts';

export interface PageRoute {
  path: string;
  Page: LazyExoticComponent<ComponentType>;
  load: () => Promise<unknown>;
}

type Code<Name extends string> = () => Promise<Record<Name, ComponentType>>;

function page<Name extends string>(path: string, name: Name, load: Code<Name>): PageRoute {
  return { path, load, Page: lazy(async () => ({ default: (await load().catch(notLoaded))[name] })) };
}

/** A page that also needs the texts that the first screen does not. */
const laterPage = <Name extends string>(path: string, name: Name, load: Code<Name>): PageRoute =>
  page(path, name, async () => (await Promise.all([load(), speakLater()]))[0]);

export const LIBRARY = page('/', 'LibraryPage', () => import('../features/library/LibraryPage.tsx'));
export const ALBUM = page('/albums/:albumId', 'AlbumPage', () => import('../features/albums/AlbumPage.tsx'));
/** Opens over the library or an album. */
export const MEDIA = page('media/:id', 'MediaDrawer', () => import('../features/library/MediaDrawer.tsx'));

export const ROUTES: readonly PageRoute[] = [
  laterPage('/map', 'MapPage', () => import('../features/map/MapPage.tsx')),
  laterPage('/learn', 'LearnPage', () => import('../features/learn/LearnPage.tsx')),
  laterPage('/learn/:number', 'LabPage', () => import('../features/learn/LabPage.tsx')),
  laterPage('/albums', 'AlbumsPage', () => import('../features/albums/AlbumsPage.tsx')),
  laterPage('/exports', 'ExportsPage', () => import('../features/exports/ExportsPage.tsx')),
  laterPage('/sagas', 'SagasPage', () => import('../features/sagas/SagasPage.tsx')),
  laterPage('/sagas/of/:aggregateId', 'SagaOfPage', () => import('../features/sagas/SagaOfPage.tsx')),
  laterPage('/sagas/:id', 'SagaPage', () => import('../features/sagas/SagaPage.tsx')),
  laterPage(
    '/notifications',
    'NotificationsPage',
    () => import('../features/notifications/NotificationsPage.tsx'),
  ),
  laterPage('/events', 'EventsPage', () => import('../features/events/EventsPage.tsx')),
  laterPage('/events/chain/:correlationId', 'CausesPage', () => import('../features/events/CausesPage.tsx')),
  laterPage('/events/stream/:aggregateId', 'StreamPage', () => import('../features/time-travel/StreamPage.tsx')),
  laterPage('/events/library', 'PastLibraryPage', () => import('../features/time-travel/PastLibraryPage.tsx')),
  laterPage('/events/fork', 'ForkPage', () => import('../features/time-travel/fork/ForkPage.tsx')),
  laterPage('/journey/:position', 'JourneyPage', () => import('../features/journey/JourneyPage.tsx')),
  laterPage('/parked', 'ParkedPage', () => import('../features/parked/ParkedPage.tsx')),
  laterPage('/chaos', 'ChaosPage', () => import('../features/chaos/ChaosPage.tsx')),
  laterPage('/invariants', 'InvariantsPage', () => import('../features/invariants/InvariantsPage.tsx')),
  laterPage('/settings/account', 'AccountPage', () => import('../features/settings/AccountPage.tsx')),
  laterPage('/login/failed', 'LoginFailedPage', () => import('../features/login/LoginFailedPage.tsx')),
  laterPage('/docs', 'DocsPage', () => import('../features/docs/DocsPage.tsx')),
  laterPage('/system', 'SystemPage', () => import('../features/system/SystemPage.tsx')),
];

const ALL: readonly PageRoute[] = [...ROUTES, LIBRARY, ALBUM, MEDIA];

/** Rendering the page tries again, and shows what went wrong. */
const quietly = (load: () => Promise<unknown>): void => void load().catch(() => undefined);

/** Begins to fetch the page of an address. */
export function preloadPage(pathname: string): void {
  for (const { path, load } of ALL) if (matchPath({ path, end: path !== ALBUM.path }, pathname)) quietly(load);
  if (pathname.startsWith('/media/')) quietly(LIBRARY.load);
  if (pathname.includes('/media/')) quietly(MEDIA.load);
}

/** Fetches what is still missing, so that going to another page shows no gap. */
export function preloadTheRest(): void {
  for (const { load } of ALL) quietly(load);
  quietly(loadSending);
}
