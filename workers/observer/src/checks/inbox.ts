// The inbox against the log: every notification once, as it was sent, read or not.
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import type { Notification } from '#shared/mediahub/api/notification';
import type { NotificationState } from '#shared/mediahub/state/others';
import { askedPage } from './asked.ts';
import type { Check } from './check.ts';
import { compareRows, type Compared } from './rows.ts';
import { lookAround, PAGE, type Shelves } from './rounds.ts';

type Noted = { id: string; state: string; created_at: string };

const sorted = (params: Record<string, string>) =>
  JSON.stringify(Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const columnsShown = ({ id, params, ...row }: Notification): Compared => ({
  id,
  name: row.title,
  columns: {
    title: row.title,
    message: row.message,
    code: row.code,
    params: sorted(params),
    is_read: row.is_read,
    created_at: row.created_at,
  },
});

function columnsByLog({ id, state, created_at }: Noted): Compared {
  const { title, message, code, params, read } = JSON.parse(state) as NotificationState;
  return { id, name: title, columns: { title, message, code, params: sorted(params), is_read: read, created_at } };
}

const SHELVES: Shelves<Notification> = {
  id: 'inbox-is-fold',
  all: ({ notes }) => notes.users('notices'),
  recent: ({ notes }, most) => notes.activeUsers(most),
  total: ({ notes }) => notes.count('SELECT COUNT(*) AS n FROM notices'),
  async *page({ env }, user, below) {
    yield 1;
    const cursor = below === null ? '' : `&cursor=${encodeCursor([below])}`;
    const { rows, next } = await askedPage<Notification>(
      env,
      env.NOTIFICATION,
      user,
      `/api/v1/notifications?limit=${PAGE}${cursor}`,
    );
    return { rows, next: next === null ? null : decodeCursor(next, z.tuple([z.int()]))[0] };
  },
  compare({ notes }, user, rows, { below, from }) {
    const right = notes.all<Noted>(
      'SELECT id, state, created_at FROM notices WHERE user_id = ? AND position < ? AND position >= ?',
      user,
      below,
      from,
    );
    return compareRows('notification', rows.map(columnsShown), right.map(columnsByLog), (id) => notes.about(id));
  },
};

export const inboxIsFold: Check = {
  id: SHELVES.id,
  title: 'Every notification was delivered, and once',
  readModel: 'notification',
  find: (world) => lookAround(world, SHELVES),
};
