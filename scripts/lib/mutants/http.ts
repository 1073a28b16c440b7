// Rules of files and of HTTP.
import type { Mutant } from './mutant.ts';

const G = 'workers/gateway/src';
const domain = { project: 'domain' as const };
const gateway = { project: 'gateway' as const };

export const HTTP: readonly Mutant[] = [
  {
    rule: 'F5',
    breaks: 'text turns the reading direction',
    file: 'shared/http/user-text.ts',
    from: 'without(CONTROL + LINES + BIDI)',
    to: 'without(CONTROL + LINES)',
    ...domain,
    test: 'http/user-text',
  },
  {
    rule: 'H1',
    breaks: 'any page may frame us',
    file: `${G}/edge/edge-headers.ts`,
    from: `"frame-ancestors 'none'",`,
    to: '',
    ...domain,
    test: 'edge-headers',
  },
  {
    rule: 'H2',
    breaks: 'no Referrer-Policy',
    file: `${G}/edge/edge-headers.ts`,
    from: "'referrer-policy': 'same-origin',",
    to: '',
    ...domain,
    test: 'edge-headers',
  },
  {
    rule: 'H2',
    breaks: 'no Cross-Origin-Opener-Policy',
    file: `${G}/edge/edge-headers.ts`,
    from: "'cross-origin-opener-policy': 'same-origin',",
    to: '',
    ...domain,
    test: 'edge-headers',
  },
  {
    rule: 'H2',
    breaks: 'no Permissions-Policy',
    file: `${G}/edge/edge-headers.ts`,
    from: "'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',",
    to: '',
    ...domain,
    test: 'edge-headers',
  },
  {
    rule: 'H2',
    breaks: 'private answers are cached',
    file: `${G}/edge/edge-headers.ts`,
    from: "'cache-control': 'no-store',",
    to: '',
    ...gateway,
    test: 'forwarding',
  },
  {
    rule: 'H4',
    breaks: 'the stack of a Worker goes out',
    file: `${G}/forwarding/forward.ts`,
    from: 'if (response.status < 500 || isProblem(response)) return response;',
    to: 'return response;',
    ...gateway,
    test: 'forwarding',
  },
  {
    rule: 'H6',
    breaks: 'tokens are written into the log',
    file: 'shared/engine/runtime/log.ts',
    from: 'left.replaceAll(pattern, instead)',
    to: 'left',
    ...domain,
    test: 'engine/runtime/log',
  },
  {
    rule: 'H7',
    breaks: 'another body under the same key is answered',
    file: `${G}/forwarding/idempotency/claim.ts`,
    from: "if (row.fingerprint !== fingerprint) return { outcome: 'reused' };",
    to: '',
    ...gateway,
    test: 'once',
  },
  {
    rule: 'H8',
    breaks: 'a version may float',
    file: 'scripts/lib/audit/lockfile.ts',
    from: '/^\\d+\\.\\d+\\.\\d+(-[\\w.]+)?$/',
    to: '/./',
    ...domain,
    test: 'audit/lockfile',
  },
];
