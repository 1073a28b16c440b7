// To the browsers, best effort: without a viewer nothing happens; a failing or slow channel loses a hint, which the
// browser's next fetch makes up for. It never throws, so no delivery ever waits for a browser.
import { log } from '#shared/engine/runtime/log';
import type { LiveMessage } from '#shared/mediahub/api/live';
import { TIMED_OUT, within } from '#shared/engine/runtime/deadline';
import type { Env } from '../env.ts';
import { watching } from './open-channels.ts';

const CHANNEL_MS = 2000;

type Messages = readonly LiveMessage[];

/** Sends each user theirs, one call a user. */
export async function sendTo(env: Env, messages: ReadonlyMap<string, Messages>): Promise<void> {
  if (messages.size === 0) return;
  await quietly(async () => {
    const open = await watching(env.DB, [...messages.keys()]);
    await Promise.all(open.map((user) => toChannel(env, user, messages.get(user) ?? [])));
  });
}

/** Sends the same message to all. */
export const sendToAll = (env: Env, messages: Messages): Promise<void> =>
  quietly(async () => {
    const open = await watching(env.DB);
    await Promise.all(open.map((user) => toChannel(env, user, messages)));
  });

const toChannel = (env: Env, user: string, messages: Messages): Promise<void> =>
  quietly(async () => {
    const sending = (async () => env.CHANNEL.getByName(user).send(messages))();
    if ((await within(CHANNEL_MS, sending)) === TIMED_OUT) throw new Error('the channel takes too long');
  });

async function quietly(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    log('warn', 'live message not sent', { error });
  }
}
