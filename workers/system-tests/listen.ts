// A browser's end of the live feed: connects as a user and collects what comes.
import { onTestFinished } from 'vitest';
import type { LiveMessage } from '#shared/mediahub/api/live';
import type { Client } from './client.ts';
import { system } from './system.ts';

/** Closed when the test that asked for it has ended. */
export async function listen(user: Client, after?: number): Promise<LiveMessage[]> {
  const { url } = await system();
  const address = `ws://${url.host}/api/v1/live${after === undefined ? '' : `?after=${after}`}`;
  // Node's WebSocket takes headers, a browser's does not: browsers send their cookie.
  const init = { headers: { authorization: `Bearer ${user.token}` } } as unknown as string[];
  const socket = new WebSocket(address, init);
  onTestFinished(() => socket.close());
  const messages: LiveMessage[] = [];
  socket.addEventListener('message', ({ data }) => messages.push(JSON.parse(String(data)) as LiveMessage));
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve());
    socket.addEventListener('error', () => reject(new Error('the live feed refused the connection')));
  });
  return messages;
}
