// HTTP in and out of notification: translate, call, translate. Own writes are visible at once.
import type { Context } from 'hono';
import { decodeCursor } from '#shared/http/cursor';
import { ownWrite, setWritten, type Written } from '#shared/http/consistency';
import { refuseLostPage, requireShown, showOwnWrite } from '#shared/http/own-write';
import { PageAtLeast } from '#shared/http/list-query';
import { page } from '#shared/http/page';
import { Problem, traceId } from '#shared/http/problem';
import { metadataOf, query, service, type App } from '#shared/http/service';
import { LiveQuery } from '#shared/mediahub/api/notification';
import { isIdOf } from '#shared/mediahub/ids';
import { SESSION_HEADER } from '#shared/mediahub/api/live';
import { checkpointOf } from '#shared/engine/projection/deliver';
import { markAllRead, markRead } from './commands.ts';
import type { Env } from './env.ts';
import { InboxCursor, inboxCursor, inboxOf, toView } from './projections/inbox/query.ts';

type C = Context<App<Env>>;

const list = (unread: boolean) => async (c: C) => {
  const { limit, cursor, ...atLeast } = query(c, PageAtLeast);
  const before = cursor === undefined ? undefined : decodeCursor(cursor, InboxCursor)[0];
  await requireShown(c.env.SUBSCRIPTIONS, 'notification', atLeast, traceId(c));
  await refuseLostPage(c.env.SUBSCRIPTIONS, 'notification', before);
  const rows = await inboxOf(c.env.DB, c.var.caller.user_id, { unread, limit: limit + 1, before });
  return c.json(page(c, rows, limit, inboxCursor).map(toView));
};

async function waitForReadModel(c: C, written: Written | null): Promise<void> {
  if (written) setWritten(c, await showOwnWrite(c, c.env.SUBSCRIPTIONS, 'notification', written));
}

function messageOf(more: boolean, refused: number): string {
  if (more) return 'The newest are marked as read, the older ones follow.';
  if (refused === 0) return 'Everything is marked as read.';
  return `Marked as read, except for ${refused} that only the inbox knows: it has to be rebuilt.`;
}

export const app = service<Env>(async (env) => ({ checkpoint: await checkpointOf(env.DB, 'notification') }));

app.get('/api/v1/notifications', list(false));
app.get('/api/v1/notifications/unread', list(true));

app.put('/api/v1/notifications/read-all', async (c) => {
  const metadata = metadataOf(c, c.var.caller);
  const { last, rest, refused } = await markAllRead(c.env, metadata);
  // A crash before this leaves the older ones unread: asking again does the rest.
  if (rest !== null) await c.env.CHANNEL.getByName(metadata.user_id).readOn(metadata, rest);
  await waitForReadModel(c, last);
  return c.json({ message: messageOf(rest !== null, refused) });
});

app.put('/api/v1/notifications/:id/read', async (c) => {
  const id = c.req.param('id');
  if (!isIdOf('notification', id)) throw new Problem('notification_not_found');
  await waitForReadModel(c, await markRead(c.env, metadataOf(c, c.var.caller), id, ownWrite(c, 'notification')));
  return c.json({ message: 'The notification is marked as read.' });
});

/** The WebSocket goes on to the channel of the caller, named by the verified token and by nothing that the client says. */
app.get('/api/v1/live', (c) => {
  if (c.req.header('upgrade')?.toLowerCase() !== 'websocket')
    throw new Problem('bad_request', 'This is a WebSocket: send an Upgrade.');
  // Only the gateway can name the session; what a client says in this header it has removed.
  const session = c.req.header(SESSION_HEADER);
  if (!session) throw new Problem('unauthenticated', 'A live feed belongs to a session.');
  const { after } = query(c, LiveQuery);
  const url = new URL('http://channel/');
  if (after !== undefined) url.searchParams.set('after', String(after));
  const upgrade = new Request(url, { headers: { upgrade: 'websocket', [SESSION_HEADER]: session } });
  return c.env.CHANNEL.getByName(c.var.caller.user_id).fetch(upgrade);
});
