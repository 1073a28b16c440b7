// What signed tokens have been found to say. A signature is checked once an isolate; the expiry counts at each use, and with
// other keys everything is verified again. A token that did not verify is not remembered.
import type { Key } from './keys.ts';

const REMEMBERED = 1_000;

interface Found<Says> {
  says: Says;
  /** Seconds since 1970; no leeway, so it is forgotten before the check itself would refuse it. */
  exp: number;
  since: number;
  keys: readonly Key[];
}

/** A clock that was turned back has the token checked again. */
const holds = ({ exp, since }: Found<unknown>, now: number): boolean => since <= now && now < exp * 1000;

export function rememberedTokens<Says>(now: () => number = Date.now) {
  const known = new Map<string, Found<Says>>();
  return async (
    token: string,
    keys: readonly Key[],
    verify: () => Promise<{ says: Says; exp: number }>,
  ): Promise<Says> => {
    const found = known.get(token);
    if (found && found.keys === keys && holds(found, now())) return found.says;
    known.delete(token);
    const { says, exp } = await verify();
    if (known.size >= REMEMBERED) known.clear();
    known.set(token, { says, exp, since: now(), keys });
    return says;
  };
}
