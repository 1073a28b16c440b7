// How many notifications are unread, where the eye passes.
import { t } from '../texts/texts.ts';
import { useUnread } from '../features/notifications/notifications.ts';

export function UnreadBadge() {
  const count = useUnread().data?.length ?? 0;
  if (count === 0) return null;
  return (
    <span
      key={count}
      aria-label={t.common.nav.unread(count)}
      className="animate-rise min-w-5 rounded-full bg-accent px-1.5 text-center text-[0.6875rem] leading-5 font-semibold text-on-accent tabular-nums"
    >
      {count > 99 ? '99+' : count}
    </span>
  );
}
