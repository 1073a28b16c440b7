// The head of small screens.
import { SettingsButton } from '../features/settings/SettingsButton.tsx';
import { ConnectionBadge } from './ConnectionBadge.tsx';
import { Logo } from '../ui/Logo.tsx';
import { LogoutButton } from './UserBox.tsx';

export function TopBar() {
  return (
    <header className="sticky top-0 z-20 flex items-center gap-3 border-b border-line bg-surface/90 px-4 py-2.5 backdrop-blur md:hidden">
      <span className="flex-1">
        <Logo />
      </span>
      <ConnectionBadge />
      <SettingsButton />
      <LogoutButton />
    </header>
  );
}
