// Navigation on small screens, where the thumb is.
import { NavLink } from 'react-router';
import { t } from '../texts/texts.ts';
import { PAGES } from './pages.ts';
import { UnreadBadge } from './UnreadBadge.tsx';

export function BottomBar() {
  return (
    <nav
      aria-label={t.common.nav.label}
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-6 border-t border-line bg-surface/95 pb-[env(safe-area-inset-bottom)] backdrop-blur md:hidden"
    >
      {PAGES.map(({ to, short, icon: Icon, badge }) => (
        <NavLink
          key={to}
          to={to}
          className={({ isActive }) =>
            `relative flex flex-col items-center gap-1 py-2 text-[0.6875rem] font-medium ${isActive ? 'text-accent' : 'text-soft'}`
          }
        >
          <Icon className="size-5" aria-hidden />
          {short}
          {badge && (
            <span className="absolute top-1 left-1/2 ml-1.5">
              <UnreadBadge />
            </span>
          )}
        </NavLink>
      ))}
    </nav>
  );
}
