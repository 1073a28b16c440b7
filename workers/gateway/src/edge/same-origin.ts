// Cross-site request forgery: the browser sends the cookie by itself, so a request that changes something must come from
// our own pages. Sec-Fetch-Site names the sender; older browsers send Origin. A Bearer token is never sent by itself.

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The origin of a request according to the browser. `unknown`: no browser, or no header. */
export function whoAsks(request: Request): 'us' | 'another_site' | 'unknown' {
  const origin = request.headers.get('origin');
  const own = new URL(request.url).origin;
  // A WebSocket handshake is a GET with the cookie on it, and Origin is what every browser sends with it.
  if (origin !== null && origin !== own) return 'another_site';
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' ? 'us' : 'another_site';
  return origin === own ? 'us' : 'unknown';
}

/** Whether a request asks for a WebSocket. */
export const isHandshake = (request: Request): boolean =>
  request.headers.get('upgrade')?.toLowerCase() === 'websocket';

/** Whether a request could have an effect: an unsafe method, or a WebSocket handshake. */
export const hasEffects = (request: Request): boolean => !SAFE_METHODS.has(request.method) || isHandshake(request);
