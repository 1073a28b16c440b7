// Navigation on wide screens, with the logged-in user and the state of the live feed.
import { Link, useLocation } from 'react-router';
import { useUser } from '../entities/user/me.ts';
import { SettingsButton } from '../features/settings/SettingsButton.tsx';
import { t } from '../i18n/texts.ts';
import { ConnectionBadge } from './ConnectionBadge.tsx';
import { Logo } from '../ui/Logo.tsx';
import { labelOf, pageOf, PAGES } from './pages.ts';
import { preloadPage } from './routes.ts';
import { ParkedBadge } from '../entities/projection/ParkedBadge.tsx';
import { UnreadBadge } from './UnreadBadge.tsx';
import { UserBox } from './UserBox.tsx';

export function Sidebar() {
  const { operator } = useUser();
  const current = pageOf(useLocation().pathname);
  return (
    <header className="sticky top-0 hidden h-dvh flex-col border-r border-line bg-surface md:flex">
      <div className="px-5 pt-6 pb-5">
        <Logo />
      </div>
      <nav aria-label={t.common.nav.label} className="flex-1 space-y-0.5 px-3">
        {PAGES.filter((page) => operator || !page.operator).map((page) => (
          <Link
            key={page.to}
            to={page.to}
            onPointerEnter={() => preloadPage(page.to)}
            aria-current={page === current ? 'page' : undefined}
            className={`flex h-10 items-center gap-3 rounded-lg px-3 text-sm font-medium transition-colors ${page === current ? 'bg-accent-soft text-accent-strong' : 'text-soft hover:bg-sunken hover:text-ink'}`}
          >
            <page.icon className="size-[1.125rem]" aria-hidden />
            <span className="flex-1">{labelOf(page)}</span>
            {page.badge === 'unread' && <UnreadBadge />}
            {page.badge === 'parked' && <ParkedBadge />}
          </Link>
        ))}
      </nav>
      <div className="space-y-3 border-t border-line p-4">
        <div className="flex items-center justify-between gap-2">
          <ConnectionBadge />
          <Link
            to="/docs"
            className="ml-auto rounded text-xs font-medium text-soft hover:text-ink hover:underline"
          >
            {t.common.api}
          </Link>
          <SettingsButton />
        </div>
        <UserBox />
      </div>
    </header>
  );
}
