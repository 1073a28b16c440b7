// The command of a request with an Idempotency-Key: the same for each repetition of it.
import type { Context } from 'hono';
import { derivedUuid } from '#shared/engine/event/ids';

export const commandOfKey = (c: Context, userId: string, key: string): string =>
  derivedUuid('key', userId, c.req.method, c.req.path, key);
