// The development login: a user by name and without a password, where DEV_LOGIN is on and at this machine only.
import { validationProblem } from '#shared/http/problem';
import { parseJson, readText } from '#shared/http/request-body';
import { DevLogin } from '#shared/mediahub/api/account';
import type { Profile } from './users.ts';

const DEFAULT_LOGIN = 'dev';
/** Part of the API's contract. The page shows the login name instead, in every language. */
const DEFAULT_NAME = '開発ユーザー';

/** The dev user of this login. Only the default one is an operator. */
export const devProfile = (login: string): Profile => ({
  provider: 'dev',
  provider_id: login,
  email: `${login}@localhost`,
  display_name: login === DEFAULT_LOGIN ? DEFAULT_NAME : login,
  avatar_url: null,
  operator: login === DEFAULT_LOGIN,
});

/**
 * Whether the dev login may be asked for at this address. A page elsewhere that makes its own host name point to this
 * machine (DNS rebinding) is same-origin with itself, and would log in as operator.
 */
export const isThisMachine = (url: string): boolean =>
  /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(url).hostname);

/** The login name in the request. @throws Problem bad_request, validation_failed, body_too_large */
export async function loginOf(request: Request): Promise<string> {
  const text = await readText(request);
  const parsed = DevLogin.safeParse(text === '' ? {} : parseJson(text));
  if (!parsed.success) throw validationProblem(parsed.error);
  return parsed.data.login ?? DEFAULT_LOGIN;
}
