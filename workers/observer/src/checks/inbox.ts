// The inbox against the log: every notification once, as it was sent, read or not.
import * as z from 'zod';
import { decodeCursor, encodeCursor } from '#shared/http/cursor';
import type { Notification } from '#shared/mediahub/api/notification';
import type { NotificationState } from '#shared/mediahub/state/small-aggregates';
import { askPage } from './ask.ts';
import type { Check } from './check.ts';
import { compareRows, type Compared } from './rows.ts';
import { compareInRounds, PAGE, type PagedLists } from './rounds.ts';

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

const LISTS: PagedLists<Notification> = {
  id: 'inbox-is-fold',
  all: ({ replica }) => replica.users('notices'),
  recent: ({ replica }, most) => replica.activeUsers(most),
  total: ({ replica }) => replica.count('SELECT COUNT(*) AS n FROM notices'),
  async *page({ env }, user, below) {
    yield 1;
    const cursor = below === null ? '' : `&cursor=${encodeCursor([below])}`;
    const { rows, next } = await askPage<Notification>(
      env,
      env.NOTIFICATION,
      user,
      `/api/v1/notifications?limit=${PAGE}${cursor}`,
    );
    return { rows, next: next === null ? null : decodeCursor(next, z.tuple([z.int()]))[0] };
  },
  compare({ replica }, user, rows, { below, from }) {
    const right = replica.all<Noted>(
      'SELECT id, state, created_at FROM notices WHERE user_id = ? AND position < ? AND position >= ?',
      user,
      below,
      from,
    );
    const shown = rows.map(columnsShown);
    const broken = compareRows('notification', shown, right.map(columnsByLog), (id) => replica.about(id));
    return { checked: right.length, broken };
  },
};

export const inboxIsFold: Check = {
  id: LISTS.id,
  title: 'Every notification was delivered, and once',
  readModel: 'notification',
  find: (context) => compareInRounds(context, LISTS),
};
