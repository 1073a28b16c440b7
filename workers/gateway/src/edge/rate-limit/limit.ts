// Rate limits (OWASP ASVS 2.4): of logins per address, and per user of what costs most. Generous by default, for they
// are there against programs that run wild; the variables of wrangler.toml say how much.
import { isOutOfRoom } from '#shared/engine/runtime/out-of-room';
import { isTransient } from '#shared/engine/runtime/transient';
import { Problem } from '#shared/http/problem';
import type { Env } from '../../env.ts';
import { PermitCache } from './permit-cache.ts';
import { parseRate } from './leaky-bucket.ts';

export type Limited = 'login' | 'upload' | 'search' | 'export' | 'album' | 'socket' | 'token';

const rateText = (env: Env): Record<Limited, string> => ({
  login: env.LOGIN_RATE,
  upload: env.UPLOAD_RATE,
  search: env.SEARCH_RATE,
  export: env.EXPORT_RATE,
  album: env.ALBUM_RATE,
  socket: env.SOCKET_RATE,
  token: '20/60',
});

/** What this isolate has taken and not used yet. */
const permits = new PermitCache();

/** Of what a user may do logged in nothing is refused because a database that is full, or locked, counts nothing; a login is. */
const GUARDED: ReadonlySet<Limited> = new Set(['login', 'token']);

/** Counts this request. `who`: a user, or an address. @throws Problem too_many_requests, with Retry-After */
export async function refuseTooMany(env: Env, what: Limited, who: string): Promise<void> {
  const rate = parseRate(rateText(env)[what]);
  const seconds = await permits.take(env.DB, `${what}:${who}`, rate, Date.now()).catch((error: unknown) => {
    if (GUARDED.has(what) || !(isOutOfRoom(error) || isTransient(error))) throw error;
    return 0;
  });
  if (seconds > 0)
    throw new Problem('too_many_requests', `Try again in ${seconds} s.`, {
      headers: { 'retry-after': String(seconds) },
    });
}

/** The caller's address, before login. Cloudflare sets the header itself and overrides a client's. */
export const addressOf = (request: Request): string => request.headers.get('cf-connecting-ip') ?? 'unknown';
