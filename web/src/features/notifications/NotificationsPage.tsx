// The user's notifications.
import { Bell, CheckCheck } from 'lucide-react';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { Explainer } from '../../ui/Explainer.tsx';
import { PageHead } from '../../ui/PageHead.tsx';
import { Skeletons } from '../../ui/Skeleton.tsx';
import { ShowMore } from '../../ui/ShowMore.tsx';
import { NotificationRow } from './NotificationRow.tsx';
import { ALL, useMarkRead, useNotifications, useUnread } from './notifications.ts';

export function NotificationsPage() {
  const list = useNotifications();
  const unread = useUnread().data?.length ?? 0;
  const mark = useMarkRead();
  const notifications = list.data?.pages.flatMap((page) => page.data) ?? [];

  return (
    <>
      <PageHead title={t.notifications.title} lead={list.data && t.notifications.lead(unread)}>
        {unread > 0 && (
          <Button
            icon={CheckCheck}
            busy={mark.isPending && mark.variables === ALL}
            onClick={() => mark.mutate(ALL)}
          >
            {t.notifications.markAll}
          </Button>
        )}
      </PageHead>
      <Explainer {...t.notifications.explain} />
      {list.error && <ErrorNote error={list.error} onRetry={() => void list.refetch()} />}
      {mark.error && <ErrorNote error={mark.error} />}
      {list.isPending && <Skeletons count={4} className="h-20" />}
      {list.data && notifications.length === 0 && (
        <EmptyState icon={Bell} title={t.notifications.empty}>
          {t.notifications.emptyHint}
        </EmptyState>
      )}
      {notifications.length > 0 && (
        <Card className="overflow-hidden">
          <ul className="divide-y divide-line">
            {notifications.map((one) => (
              <NotificationRow
                key={one.id}
                notification={one}
                busy={mark.isPending && mark.variables === one.id}
                onRead={() => mark.mutate(one.id)}
              />
            ))}
          </ul>
        </Card>
      )}
      <ShowMore list={list} />
    </>
  );
}
