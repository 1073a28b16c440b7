// The pages of the navigation, in order.
import { Activity, Bell, FolderHeart, Images, ListOrdered, Workflow, type LucideIcon } from 'lucide-react';
import { t } from '../texts/texts.ts';

export interface PageLink {
  to: string;
  label: string;
  short: string;
  icon: LucideIcon;
  badge?: 'unread';
}

export const PAGES: readonly PageLink[] = [
  { to: '/', label: t.common.nav.library, short: t.common.nav.library, icon: Images },
  { to: '/albums', label: t.common.nav.albums, short: t.common.nav.albums, icon: FolderHeart },
  { to: '/sagas', label: t.common.nav.sagas, short: t.common.nav.sagas, icon: Workflow },
  {
    to: '/notifications',
    label: t.common.nav.notifications,
    short: t.common.nav.notificationsShort,
    icon: Bell,
    badge: 'unread',
  },
  { to: '/events', label: t.common.nav.events, short: t.common.nav.events, icon: ListOrdered },
  { to: '/system', label: t.common.nav.system, short: t.common.nav.system, icon: Activity },
];

/** The page of the navigation that an address belongs to: what lies over a page, or below it, is still that page. */
export const pageOf = (pathname: string): PageLink | undefined =>
  pathname.startsWith('/media/')
    ? PAGES[0]
    : PAGES.find(({ to }) => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`)));
