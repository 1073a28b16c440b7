// What a personal access token may do. Few and coarse: reading, writing, and the operator's doors. The account itself (sessions,
// tokens, linked providers) is open to no token: a stolen one must not make itself another.
import type { Scope } from '#shared/mediahub/api/account';
import { Problem } from '#shared/http/problem';

const needed = (method: string): Scope => (method === 'GET' || method === 'HEAD' ? 'read' : 'write');

/** @throws Problem insufficient_scope */
export function requireScope(scopes: readonly Scope[], method: string): void {
  const scope = needed(method);
  if (!scopes.includes(scope))
    throw new Problem('insufficient_scope', `This needs a token with the scope ${scope}.`, {
      headers: { 'www-authenticate': `Bearer error="insufficient_scope", scope="${scope}"` },
    });
}
