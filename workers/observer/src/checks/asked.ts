// Asking a service as one of its users would: the board sees what that user sees, whatever tables are behind it.
import { pause } from '#shared/engine/deadline';
import { parseKeys } from '#shared/http/keys';
import { signForward } from '#shared/http/token';
import type { Env } from '../env.ts';

/** @throws when the service does not answer as it should */
export async function asked<T>(
  env: Env,
  service: Fetcher,
  user_id: string,
  path: string,
  operator = false,
): Promise<T> {
  const token = await signForward({ user_id, operator }, parseKeys(env.FORWARD_KEYS));
  const response = await service.fetch(`http://internal${path}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json<T>();
}

/**
 * Looks twice: what differs may only be late, or newer than the notes. Answers what still differs when both have caught up
 * and nothing else happened meanwhile.
 */
export async function stillDiffering<T>(
  differing: () => Promise<T[]>,
  follow: () => Promise<void>,
  same: (one: T) => string,
): Promise<T[]> {
  let last = await differing();
  for (let look = 0; look < 3 && last.length > 0; look++) {
    await pause(700);
    await follow();
    const now = await differing();
    const before = new Set(last.map(same));
    last = now.filter((one) => before.has(same(one)));
  }
  return last;
}
