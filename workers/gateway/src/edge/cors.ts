// Cross-origin requests (Fetch standard, CORS): open to the origins of an exact list, which is empty unless configured, and never
// with credentials: a page elsewhere sends a token of its own, not the cookie. So no answer can differ for it by accident, and
// a page that is not on the list gets no header at all.

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE';
const HEADERS = [
  'authorization',
  'content-type',
  'content-disposition',
  'idempotency-key',
  'if-match',
  'if-none-match',
  'if-range',
  'range',
  'traceparent',
].join(', ');
const EXPOSED = 'content-range, etag, link, location, retry-after, x-event-position, x-trace-id';
const PREFLIGHT_SECONDS = '600';

/** The origin that asks, if it is on the list: compared as it is written, so neither `null` nor a subdomain slips in. */
function allowed(request: Request, origins: string): string | undefined {
  const origin = request.headers.get('origin');
  if (origin === null || origin === 'null') return undefined;
  return origins.split(',').find((one) => one.trim() === origin) === undefined ? undefined : origin;
}

/** Whether the origin that asks is on the list. */
export const isListed = (request: Request, origins: string): boolean => allowed(request, origins) !== undefined;

const isApi = (request: Request): boolean => {
  const { pathname } = new URL(request.url);
  return pathname.startsWith('/api/') || pathname === '/openapi.json' || pathname === '/health';
};

/** The answer to a preflight from an allowed origin; undefined when it is none: then it is a request like any other. */
export function preflight(request: Request, origins: string): Response | undefined {
  if (request.method !== 'OPTIONS' || !request.headers.has('access-control-request-method')) return undefined;
  if (!isApi(request) || allowed(request, origins) === undefined) return undefined;
  return new Response(null, {
    status: 204,
    headers: {
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': HEADERS,
      'access-control-max-age': PREFLIGHT_SECONDS,
    },
  });
}

/** What an answer has to say to another origin; `Vary` even when it says nothing, for a cache must not mix them up. */
export function crossOrigin(request: Request, origins: string, headers: Headers): void {
  if (origins === '' || !isApi(request)) return;
  headers.append('vary', 'Origin');
  const origin = allowed(request, origins);
  if (origin === undefined) return;
  headers.set('access-control-allow-origin', origin);
  headers.set('access-control-expose-headers', EXPOSED);
}
