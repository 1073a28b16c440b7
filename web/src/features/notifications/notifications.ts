// Questions to the notification read model, and the two commands that mark as read.
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import type { Notification } from '#shared/mediahub/api/notification';
import { read, readPage, write, type Written } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { t } from '../../i18n/texts.ts';

export type { Notification };

const PAGE = 50;

/** Newest first. */
export function useNotifications() {
  const { atLeast } = useLive();
  return useInfiniteQuery({
    queryKey: ['notifications', 'list'],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam, signal }) =>
      readPage(pageParam, 'GET /api/v1/notifications', {
        query: { limit: PAGE, ...atLeast('notifications') },
        signal,
      }),
    getNextPageParam: (page) => page.next,
  });
}

/** For the badge, which says 99+ beyond that. */
export function useUnread() {
  const { atLeast } = useLive();
  return useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: ({ signal }) =>
      read('GET /api/v1/notifications/unread', {
        query: { limit: 100, ...atLeast('notifications') },
        signal,
      }),
  });
}

export const ALL = Symbol('all notifications');

/** Marks one as read, or all of them. */
export function useMarkRead() {
  const { wantWritten } = useLive();
  return useMutation({
    mutationFn: async (id: string | typeof ALL): Promise<Written> =>
      id === ALL
        ? write('PUT /api/v1/notifications/read-all')
        : write('PUT /api/v1/notifications/:id/read', { path: { id } }),
    onSuccess: ({ token }) => wantWritten('notifications', token),
  });
}

/** Title and message, in the language of the UI where it knows the code. */
export const textOf = ({ code, params, title, message }: Notification): [string, string] =>
  t.notifications.said[code]?.(params) ?? [title, message];
