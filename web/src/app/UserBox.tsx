// The logged-in user, and the button to log out.
import { LogOut } from 'lucide-react';
import { Link } from 'react-router';
import { displayNameOf } from '../entities/user/display-name.ts';
import { useLogout, useUser } from '../entities/user/me.ts';
import { t } from '../i18n/texts.ts';
import { IconButton } from '../ui/Button.tsx';
import { useToast } from '../ui/Toasts.tsx';
import { messageOf } from '../api/problem-text.ts';

export function LogoutButton() {
  const toast = useToast();
  const logout = useLogout({ onError: (error) => toast(messageOf(error), 'bad') });
  return (
    <IconButton
      icon={LogOut}
      label={t.common.logout}
      disabled={logout.isPending}
      onClick={() => logout.mutate()}
    />
  );
}

export function UserBox() {
  const user = useUser();
  const name = displayNameOf(user);
  return (
    <div className="flex items-center gap-2.5">
      <span
        aria-hidden
        className="grid size-8 shrink-0 place-items-center rounded-full bg-accent-soft text-sm font-semibold text-accent-strong"
      >
        {[...name][0]?.toUpperCase()}
      </span>
      <Link
        to="/settings/account"
        title={t.common.account}
        className="min-w-0 flex-1 rounded leading-tight hover:underline"
      >
        <span className="block truncate text-sm font-medium">{name}</span>
        <span className="block truncate text-xs text-faint">{user.operator ? t.common.operator : user.email}</span>
      </Link>
      <LogoutButton />
    </div>
  );
}
