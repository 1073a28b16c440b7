// The public API, as the seed uses it. Every write carries a key that is the same in every run, so a write of an earlier run is
// answered again but not done again.
import { userError } from '../node/user-error.mjs';

/** Changing it makes a second set of everything. */
const SEED = 'seed-1';

export interface What {
  key?: string;
  json?: object;
  form?: FormData;
}

/** Answers undefined when it is refused: someone has deleted what it was about. */
export type Call = <T>(method: string, path: string, what?: What) => Promise<T | undefined>;

const TRIES = 3;

/**
 * While a picture is painted, the server may have closed the connection that is kept for the next request: that shows only in
 * writing to it. The key makes sending again safe.
 */
async function send(url: string, init: RequestInit): Promise<Response> {
  for (let tries = 1; ; tries++)
    try {
      return await fetch(url, init);
    } catch (error) {
      if (tries === TRIES) throw error;
    }
}

/** Logs in as a development user. */
export async function logIn(base: string, login: string | null): Promise<Call> {
  const init = login === null ? {} : { body: JSON.stringify({ login }) };
  const response = await fetch(`${base}/auth/dev-token`, { method: 'POST', ...init }).catch(() => {
    throw userError(
      `nothing answers at ${base}. Start MediaHub first (npm start), or say where it is: PORT=9000 npm run seed`,
    );
  });
  if (!response.ok)
    throw userError(`${base}/auth/dev-token answers ${response.status}: is the dev login switched on?`);
  const { token } = (await response.json()) as { token: string };

  return async <T>(method: string, path: string, { key, json, form }: What = {}): Promise<T | undefined> => {
    const answer = await send(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        // ASCII only: names are not.
        ...(key === undefined ? {} : { 'idempotency-key': `${SEED}-${encodeURIComponent(key)}` }),
        ...(json ? { 'content-type': 'application/json' } : {}),
      },
      ...(json ? { body: JSON.stringify(json) } : {}),
      ...(form ? { body: form } : {}),
    });
    if (answer.ok) return answer.json() as Promise<T>;
    const problem = await answer.text();
    if (answer.status === 404 || answer.status === 409) return undefined;
    throw userError(`${method} ${path}: ${answer.status} ${problem}`);
  };
}
