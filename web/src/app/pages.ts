// The pages of the navigation, in order. Their names are looked up while rendering, in the language of the moment.
import {
  Activity,
  Bell,
  FlaskConical,
  FolderHeart,
  Hand,
  Images,
  ListOrdered,
  ShieldCheck,
  Waypoints,
  Workflow,
  Zap,
  type LucideIcon,
} from 'lucide-react';
import { t, type Texts } from '../i18n/texts.ts';

export interface PageLink {
  to: string;
  name: Exclude<keyof Texts['common']['nav'], 'label' | 'unread' | 'waiting' | 'notificationsShort'>;
  icon: LucideIcon;
  badge?: 'unread' | 'parked';
  /** Only in the navigation of operators, and only where there is room; the page of the system leads there, too. */
  operator?: true;
}

export const PAGES: readonly PageLink[] = [
  { to: '/map', name: 'map', icon: Waypoints },
  { to: '/learn', name: 'learn', icon: FlaskConical },
  { to: '/', name: 'library', icon: Images },
  { to: '/albums', name: 'albums', icon: FolderHeart },
  { to: '/sagas', name: 'sagas', icon: Workflow },
  { to: '/notifications', name: 'notifications', icon: Bell, badge: 'unread' },
  { to: '/events', name: 'events', icon: ListOrdered },
  { to: '/system', name: 'system', icon: Activity },
  { to: '/parked', name: 'parked', icon: Hand, badge: 'parked', operator: true },
  { to: '/chaos', name: 'chaos', icon: Zap, operator: true },
  { to: '/invariants', name: 'invariants', icon: ShieldCheck, operator: true },
];

export const labelOf = ({ name }: PageLink): string => t.common.nav[name];

/** For small screens. */
export const shortLabelOf = ({ name }: PageLink): string =>
  name === 'notifications' ? t.common.nav.notificationsShort : t.common.nav[name];

/** The page of the navigation that an address belongs to, also for a dialog over that page or a page below it. */
export const pageOf = (pathname: string): PageLink | undefined =>
  pathname.startsWith('/media/')
    ? PAGES.find(({ to }) => to === '/')
    : PAGES.find(({ to }) => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`)));
