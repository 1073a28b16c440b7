// The edge: internal headers from a client are removed first, every request gets its
// trace, and every answer, static files included, leaves with the security headers.
import { newTrace, traceOf, traceparent } from '#shared/http/traceparent';
import { crossOrigin } from './cors.ts';

/** Headers from a client that are not passed on: ours, and the vendor parts of a trace, which are not used here. */
const INTERNAL_HEADER = /^(x-(user-id|trace-id|session-id|internal-.*)|tracestate|baggage)$/;

/** The request as the rest of the gateway may see it. */
export function admit(request: Request): Request {
  const admitted = new Request(request, { redirect: 'manual' });
  const { headers } = admitted;
  for (const name of request.headers.keys()) if (INTERNAL_HEADER.test(name)) headers.delete(name);
  const trace = traceOf(request.headers.get('traceparent')) ?? newTrace();
  headers.set('x-trace-id', trace);
  headers.set('traceparent', traceparent(trace));
  return admitted;
}

/** A service may be stricter (files are served with a sandbox of their own), so none of these replaces a header. */
const SECURITY_HEADERS = Object.entries({
  'content-security-policy': [
    "default-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "connect-src 'self'",
    "style-src 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "base-uri 'none'",
  ].join('; '),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  // By default a response is private: no cache stores it. Files say how long they may be cached.
  'cache-control': 'no-store',
});

/** The answer as the client may see it. */
export function dismiss(response: Response, request: Request, origins: string): Response {
  // An accepted WebSocket cannot be copied, and no browser reads its headers.
  if (response.webSocket) return response;
  const dressed = new Response(response.body, response);
  for (const [name, value] of SECURITY_HEADERS) if (!dressed.headers.has(name)) dressed.headers.set(name, value);
  dressed.headers.set('x-trace-id', request.headers.get('x-trace-id') ?? '');
  crossOrigin(request, origins, dressed.headers);
  return dressed;
}
