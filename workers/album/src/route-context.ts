// What the routes of album have in common: which album is meant, and how a write is answered.
import type { Context } from 'hono';
import { ownWrite, setWritten, type Written } from '#shared/http/consistency';
import { showOwnWrite } from '#shared/http/own-write';
import { Problem } from '#shared/http/problem';
import type { App } from '#shared/http/service';
import { defaultAlbumId, isIdOf } from '#shared/mediahub/ids';
import type { Env } from './env.ts';

export type C = Context<App<Env>>;

/** `default` names the caller's 'All Media'. What is no album id is no album. */
export function albumIdOf(c: C): string {
  const id = c.req.param('id') ?? '';
  if (id === 'default') return defaultAlbumId(c.var.caller.user_id);
  if (!isIdOf('album', id)) throw new Problem('album_not_found');
  return id;
}

/** How a command of this request runs. */
export const commandOptions = (c: C) => ownWrite(c, 'album');

/** Own writes are visible at once: the answer waits until the read model has passed the write, unless it is wanted with the commit. */
export async function waitForReadModel(c: C, written: Written): Promise<void> {
  setWritten(c, await showOwnWrite(c, c.env.SUBSCRIPTIONS, 'album', written));
}
