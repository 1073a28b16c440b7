// One notification: what it says, since when, and whether it was read.
import { Check } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../texts/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import type { Notification } from './notifications.ts';

interface Props {
  notification: Notification;
  busy: boolean;
  onRead: () => void;
}

export function NotificationRow({ notification, busy, onRead }: Props) {
  const { title, message, is_read, created_at, params } = notification;
  const mediaId = params['media_id'];
  return (
    <li className={`flex items-start gap-4 px-5 py-4 ${is_read ? '' : 'bg-accent-soft/45'}`}>
      <span aria-hidden className={`mt-2 size-2 shrink-0 rounded-full ${is_read ? 'bg-line-strong' : 'bg-accent'}`} />
      <div className="min-w-0 flex-1">
        <p className={`text-sm ${is_read ? 'font-medium' : 'font-semibold'}`}>
          {title}
          {!is_read && <span className="sr-only"> ({t.notifications.unread})</span>}
        </p>
        <p className="mt-0.5 text-sm break-words text-soft">{message}</p>
        <p className="mt-1 flex gap-3 text-xs text-faint">
          <TimeAgo at={created_at} />
          {mediaId && (
            <Link to={`/media/${mediaId}`} className="font-medium text-accent hover:underline">
              {t.sagas.media}
            </Link>
          )}
        </p>
      </div>
      {!is_read && (
        <Button small tone="quiet" icon={Check} busy={busy} onClick={onRead}>
          {t.notifications.markRead}
        </Button>
      )}
    </li>
  );
}
