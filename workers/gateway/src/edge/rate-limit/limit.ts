// Rate limits (OWASP ASVS 2.4): of logins per address, and per user of what costs most. Generous by default, for they
// are there against programs that run wild; the variables of wrangler.toml say how much.
import { Problem } from '#shared/http/problem';
import type { Env } from '../../env.ts';
import { Handfuls } from './handful.ts';
import { parseRate } from './take.ts';

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
const handfuls = new Handfuls();

/** Counts this request. `who`: a user, or an address. @throws Problem too_many_requests, with Retry-After */
export async function refuseTooMany(env: Env, what: Limited, who: string): Promise<void> {
  const seconds = await handfuls.take(env.DB, `${what}:${who}`, parseRate(rateText(env)[what]), Date.now());
  if (seconds > 0)
    throw new Problem('too_many_requests', `Try again in ${seconds} s.`, {
      headers: { 'retry-after': String(seconds) },
    });
}

/** The caller's address, before login. Cloudflare sets the header itself and overrides a client's. */
export const addressOf = (request: Request): string => request.headers.get('cf-connecting-ip') ?? 'unknown';
