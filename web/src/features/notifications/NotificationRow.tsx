// One notification: what it says, since when, and whether it was read.
import { Check, CircleCheck, Info, Undo2, type LucideIcon } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { TimeAgo } from '../../ui/Time.tsx';
import { textOf, type Notification } from './notifications.ts';

interface Props {
  notification: Notification;
  busy: boolean;
  onRead: () => void;
}

const LOOKS: Readonly<Record<string, { icon: LucideIcon; tone: string }>> = {
  upload_completed: { icon: CircleCheck, tone: 'bg-good-soft text-good' },
  upload_failed: { icon: Undo2, tone: 'bg-warn-soft text-warn' },
  export_completed: { icon: CircleCheck, tone: 'bg-good-soft text-good' },
  export_failed: { icon: Undo2, tone: 'bg-warn-soft text-warn' },
};
const ANY_LOOK = { icon: Info, tone: 'bg-accent-soft text-accent-strong' };

export function NotificationRow({ notification, busy, onRead }: Props) {
  const { code, is_read, created_at, params } = notification;
  const [title, message] = textOf(notification);
  const { icon: Icon, tone } = LOOKS[code] ?? ANY_LOOK;
  const mediaId = params['media_id'];
  return (
    <li className={`flex items-start gap-3.5 px-4 py-4 sm:px-5 ${is_read ? '' : 'bg-accent-soft/40'}`}>
      <span aria-hidden className={`grid size-8 shrink-0 place-items-center rounded-full ${tone}`}>
        <Icon className="size-4" />
      </span>
      <div className="min-w-0 flex-1">
        <p className={`flex items-center gap-2 text-sm ${is_read ? 'font-medium' : 'font-semibold'}`}>
          {title}
          {!is_read && (
            <>
              <span aria-hidden className="size-2 rounded-full bg-accent" />
              <span className="sr-only">{t.notifications.unread}</span>
            </>
          )}
        </p>
        <p className="mt-0.5 text-sm break-words text-soft">{message}</p>
        <p className="mt-1 flex gap-3 text-xs text-faint">
          <TimeAgo at={created_at} />
          {mediaId && (
            <Link to={`/media/${mediaId}`} className="font-medium text-accent hover:underline">
              {t.notifications.file}
            </Link>
          )}
          {params['export_id'] && (
            <Link to="/exports" className="font-medium text-accent hover:underline">
              {t.notifications.export}
            </Link>
          )}
        </p>
      </div>
      {!is_read && (
        <Button small tone="quiet" icon={Check} busy={busy} onClick={onRead} aria-label={t.notifications.markRead}>
          <span className="max-sm:hidden">{t.notifications.markRead}</span>
        </Button>
      )}
    </li>
  );
}
