// How many notifications are unread.
import { t } from '../texts/texts.ts';
import { useUnread } from '../features/notifications/notifications.ts';
import { CountBadge } from './CountBadge.tsx';

export function UnreadBadge() {
  const count = useUnread().data?.length ?? 0;
  return <CountBadge count={count} label={t.common.nav.unread(count)} />;
}
