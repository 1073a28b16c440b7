// How many notifications are unread.
import { t } from '../i18n/texts.ts';
import { useUnread } from '../features/notifications/notifications.ts';
import { CountBadge } from '../ui/CountBadge.tsx';

export function UnreadBadge() {
  const count = useUnread().data?.length ?? 0;
  return <CountBadge count={count} label={t.common.nav.unread(count)} />;
}
