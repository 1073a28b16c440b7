// Navigation on small screens, where the thumb is.
import { Link, useLocation } from 'react-router';
import { t } from '../i18n/texts.ts';
import { pageOf, PAGES, shortLabelOf } from './pages.ts';
import { UnreadBadge } from './UnreadBadge.tsx';

export function BottomBar() {
  const current = pageOf(useLocation().pathname);
  return (
    <nav
      aria-label={t.common.nav.label}
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-8 border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur md:hidden"
    >
      {PAGES.filter(({ operator }) => !operator).map((page) => (
        <Link
          key={page.to}
          to={page.to}
          aria-current={page === current ? 'page' : undefined}
          className={`relative flex flex-col items-center gap-1 py-2 text-[0.625rem] font-medium whitespace-nowrap ${page === current ? 'text-accent' : 'text-soft'}`}
        >
          <page.icon className="size-5" aria-hidden />
          {shortLabelOf(page)}
          {page.badge && (
            <span className="absolute top-1 left-1/2 ml-1.5">
              <UnreadBadge />
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
