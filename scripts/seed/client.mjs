// The public API, as the seed uses it. Every write carries a key that is the same in every run, so whatever a run before
// has done is answered again and not done again.
import { refusal } from '../refusal.mjs';

/** Changing it makes a second set of everything. */
const SEED = 'seed-1';

/**
 * Logs in as a development user.
 * @param {string} base
 * @param {string | null} login
 */
export async function logIn(base, login) {
  const init = login === null ? {} : { body: JSON.stringify({ login }) };
  const response = await fetch(`${base}/auth/dev-token`, { method: 'POST', ...init }).catch(() => {
    throw refusal(
      `nothing answers at ${base}. Start MediaHub first (npm start), or say where it is: PORT=9000 npm run seed`,
    );
  });
  if (!response.ok)
    throw refusal(`${base}/auth/dev-token answers ${response.status}: is the dev login switched on?`);
  const { token } = /** @type {{ token: string }} */ (await response.json());

  /**
   * @template T
   * @param {string} method
   * @param {string} path
   * @param {{ key?: string, json?: object, form?: FormData }} [what]
   * @returns {Promise<T | undefined>} undefined when it is refused: somebody has deleted what it was about
   */
  return async (method, path, { key, json, form } = {}) => {
    const answer = await fetch(`${base}${path}`, {
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
    if (answer.ok) return /** @type {Promise<T>} */ (answer.json());
    const problem = await answer.text();
    if (answer.status === 404 || answer.status === 409) return undefined;
    throw refusal(`${method} ${path}: ${answer.status} ${problem}`);
  };
}
