// 405 for a path that is there, but not for this method (RFC 9110, section 15.5.6).
import { Problem } from '#shared/http/problem';

/** A handler that refuses, and says what is allowed. @example app.all('/logout', methodNotAllowed('POST')) */
export const methodNotAllowed =
  (...methods: string[]) =>
  (): never => {
    const allow = methods.join(', ');
    throw new Problem('method_not_allowed', `Allowed here: ${allow}.`, { headers: { allow } });
  };
