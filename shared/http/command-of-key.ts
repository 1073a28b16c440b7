// The command of a request with an Idempotency-Key: the same for each repetition of it, and another one for another body. The
// gateway refuses a key that comes with another body, for as long as it remembers the first one; what comes later has to be done
// all the same, and not be taken for done.
import type { Context } from 'hono';
import { derivedUuid } from '#shared/engine/event/ids';

/** What the gateway says of a request with a key: the SHA-256 of its query and its body. No client can. */
export const FINGERPRINT = 'x-internal-fingerprint';

/** An upload has no fingerprint: its body passes as a stream, and its service compares the file. */
export const commandOfKey = (
  c: Context,
  userId: string,
  key: string,
  fingerprint: string | undefined = c.req.header(FINGERPRINT),
): string =>
  derivedUuid('key', userId, c.req.method, c.req.path, key, ...(fingerprint === undefined ? [] : [fingerprint]));
