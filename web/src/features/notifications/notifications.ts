// Questions to the notification read model, and the two commands that mark as read.
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { read, readPage, write } from '../../api/http.ts';
import { useLive } from '../../api/live/LiveProvider.tsx';
import { t } from '../../i18n/texts.ts';

export interface Notification {
  id: string;
  user_id: string;
  title: string;
  message: string;
  /** What it is about, for machines: lets a client say it in another language. */
  code: string;
  params: Record<string, string>;
  is_read: boolean;
  created_at: string;
}

const PAGE = 50;

/** Newest first. */
export function useNotifications() {
  const { atLeast } = useLive();
  return useInfiniteQuery({
    queryKey: ['notifications', 'list'],
    initialPageParam: `/api/v1/notifications?limit=${PAGE}`,
    queryFn: ({ pageParam, signal }) =>
      readPage<Notification[]>(pageParam, { query: { ...atLeast('notifications') }, signal }),
    getNextPageParam: (page) => page.next,
  });
}

/** For the badge, which says 99+ beyond that. */
export function useUnread() {
  const { atLeast } = useLive();
  return useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: ({ signal }) =>
      read<Notification[]>('/api/v1/notifications/unread', {
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
    mutationFn: (id: string | typeof ALL) =>
      write('PUT', id === ALL ? '/api/v1/notifications/read-all' : `/api/v1/notifications/${id}/read`),
    onSuccess: ({ token }) => wantWritten('notifications', token),
  });
}

/** Title and message, in the language of the UI where it knows the code. */
export const textOf = ({ code, params, title, message }: Notification): [string, string] =>
  t.notifications.said[code]?.(params) ?? [title, message];
