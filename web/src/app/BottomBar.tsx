// Navigation on small screens, where the thumb is.
import { Link, useLocation } from 'react-router';
import { t } from '../texts/texts.ts';
import { pageOf, PAGES } from './pages.ts';
import { UnreadBadge } from './UnreadBadge.tsx';

export function BottomBar() {
  const current = pageOf(useLocation().pathname);
  return (
    <nav
      aria-label={t.common.nav.label}
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-6 border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur md:hidden"
    >
      {PAGES.map(({ to, short, icon: Icon, badge }) => (
        <Link
          key={to}
          to={to}
          aria-current={to === current?.to ? 'page' : undefined}
          className={`relative flex flex-col items-center gap-1 py-2 text-[0.6875rem] font-medium ${to === current?.to ? 'text-accent' : 'text-soft'}`}
        >
          <Icon className="size-5" aria-hidden />
          {short}
          {badge && (
            <span className="absolute top-1 left-1/2 ml-1.5">
              <UnreadBadge />
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
