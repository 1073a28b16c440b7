// The words of the tests: what sagas and other Workers do, what a person does over HTTP, what a browser hears.
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { parseKeys } from '#shared/http/keys';
import { signForward } from '#shared/http/token';
import { eventId } from '#shared/engine/event/ids';
import { newId } from '#shared/mediahub/ids';
import type { LoggedEvent } from '#shared/engine/event/envelope';
import type { LiveMessage } from '#shared/mediahub/api/live';
import type { SagaContext } from '#shared/engine/saga/command';
import { sagaContext } from '#shared/mediahub/testing/saga-context';
import { eventually } from '#shared/engine/testing/eventually';
import { LiveConsumer, LiveRpc, NotificationRpc } from '../src/index.ts';
import { env, http } from './env.ts';
import { caughtUp, fakes } from './worker.ts';

/** What a step of a fresh saga sends with its command. */
export const saga = (owner: string, step = 'notify', name?: string): SagaContext => sagaContext(owner, step, name);

export const text = (title: string) => ({
  code: 'upload_completed',
  title,
  message: `${title} is in your library.`,
  params: { filename: title },
});

export const notificationRpc = () => new NotificationRpc(createExecutionContext(), env);
export const liveRpc = () => new LiveRpc(createExecutionContext(), env);
const liveConsumer = () => new LiveConsumer(createExecutionContext(), env);

/** Sends the user a notification, as the upload saga would. */
export const notify = (owner: string, title = 'a.jpg') => notificationRpc().send(saga(owner), text(title));

/** Lets the subscription `notification` deliver everything, and the hints to the browsers get through. */
export async function subscriptionCatchesUp() {
  const ctx = createExecutionContext();
  const delivered = await caughtUp(ctx, env);
  await waitOnExecutionContext(ctx);
  return delivered;
}

/** Something happens to one of the owner's media; gives the position in the log. */
export async function somethingHappens(owner: string): Promise<LoggedEvent> {
  const command_id = crypto.randomUUID();
  await fakes.store.append({
    aggregate_id: newId('media'),
    aggregate_type: 'Media',
    expected_version: 'no_stream',
    events: [
      {
        id: eventId(command_id, 0),
        event_type: 'MediaRenamed',
        schema_version: 1,
        data: { filename: 'b.jpg' },
        metadata: { user_id: owner, actor: owner, command_id, correlation_id: 'trace' },
      },
    ],
  });
  const event = fakes.store.log.at(-1);
  if (!event) throw new Error('nothing happened');
  return event;
}

/** Delivers these events to the live feed. */
export const deliverLive = (...events: LoggedEvent[]) => {
  const to = events.at(-1)?.position ?? 0;
  return liveConsumer().deliver({ from: (events[0]?.position ?? 1) - 1, to, events });
};

async function headersOf(user: string): Promise<Record<string, string>> {
  const token = await signForward({ user_id: user, operator: false }, parseKeys(env.FORWARD_KEYS));
  return { authorization: `Bearer ${token}`, 'x-user-id': user };
}

/** A request that the gateway forwards for this user; `path` is below /api/v1. */
export const call = async (user: string, method: string, path: string) =>
  http.fetch(`http://notification/api/v1${path}`, { method, headers: await headersOf(user) });

export const json = async <T>(response: Promise<Response>): Promise<T> => (await response).json<T>();

/** Status and code of a problem, e.g. `404 notification_not_found`. */
export async function problem(response: Promise<Response>): Promise<string> {
  const answer = await response;
  const { code } = await answer.json<{ code: string }>();
  return `${answer.status} ${code}`;
}

export interface Browser {
  socket: WebSocket;
  /** The messages that it received, in short, e.g. `event 4`. */
  heard: string[];
  closed: { code: number }[];
  /** Waits until it has heard this many messages. */
  hears(count: number): Promise<string[]>;
}

const inShort = (message: LiveMessage): string =>
  'position' in message ? `${message.type} ${message.position}` : message.type;

/** Opens the live feed as a browser of this user, in this session. */
export async function browser(user: string, after?: number, session = 'session-1'): Promise<Browser> {
  const headers = { ...(await headersOf(user)), upgrade: 'websocket', 'x-session-id': session };
  const query = after === undefined ? '' : `?after=${after}`;
  const { webSocket: socket } = await http.fetch(`http://notification/api/v1/live${query}`, { headers });
  if (!socket) throw new Error('the live feed was refused');
  const heard: string[] = [];
  const closed: { code: number }[] = [];
  socket.addEventListener('message', ({ data }) => {
    heard.push(data === 'pong' ? 'pong' : inShort(JSON.parse(String(data)) as LiveMessage));
  });
  socket.addEventListener('close', ({ code }) => {
    closed.push({ code });
  });
  socket.accept();
  const hears = (count: number) => eventually(() => (heard.length >= count ? [...heard] : undefined));
  return { socket, heard, closed, hears };
}

/** Whether the table says that this user has a browser open. */
export const isRegistered = async (user: string): Promise<boolean> =>
  (await env.DB.prepare('SELECT 1 FROM open_channels WHERE user_id = ?').bind(user).first()) !== null;
