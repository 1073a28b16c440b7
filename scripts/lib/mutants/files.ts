// Rules of files: what comes in, what is made of it, and how it goes out; and of text that is searched for or shown.
import type { Mutant } from './mutant.ts';

const UPLOAD = 'workers/media-command/src/upload';
const SERVING = 'workers/media-query/src/serving';
const DECODING = 'workers/thumbnailer/src';
const decoding = { project: 'thumbnailer' as const, test: 'thumbnails.workerd' };
const domain = { project: 'domain' as const };
const upload = { project: 'media-command' as const, test: 'upload/upload.workerd' };

export const FILES: readonly Mutant[] = [
  {
    rule: 'F1',
    breaks: 'a part may have any length',
    file: 'workers/media-command/src/resumable/plan.ts',
    from: 'Math.min(PART_BYTES, size - (n - 1) * PART_BYTES)',
    to: 'size',
    project: 'media-command',
    test: 'resumable/resumable.workerd',
  },
  {
    rule: 'F1',
    breaks: 'one request carries more than 50 MiB',
    file: `${UPLOAD}/upload-source.ts`,
    from: 'if (Number(header) > REQUEST_MAX_BYTES + frameBytes) throw tooLarge();',
    to: '',
    project: 'media-command',
    test: 'upload/raw-body.workerd',
  },
  {
    rule: 'F2',
    breaks: 'what the first bytes do not name is taken',
    file: `${UPLOAD}/content-type.ts`,
    from: 'if (!isAccepted(type))',
    to: 'if (type.length > 100 || !isAccepted(type || "image/png"))',
    ...domain,
    test: 'upload/content-type',
  },
  {
    rule: 'F2',
    breaks: 'SVG is an image',
    file: `${UPLOAD}/content-type.ts`,
    from: "  'image/x-png': 'image/png',",
    to: "  'image/x-png': 'image/png',\n  'image/svg+xml': 'image/png',",
    ...domain,
    test: 'upload/content-type',
  },
  {
    rule: 'F3',
    breaks: 'an image may have any number of pixels',
    file: `${UPLOAD}/inspect-upload.ts`,
    from: 'width > MAX_SIDE || height > MAX_SIDE || width * height > MAX_PIXELS',
    to: 'width > MAX_SIDE || height > MAX_SIDE',
    ...upload,
  },
  {
    rule: 'F4',
    breaks: 'a decoder that fails takes the request with it',
    file: `${DECODING}/renditions-of.ts`,
    from: "log('warn', 'one way to decode failed', { trace_id, way: name, kind: look.kind, error });",
    to: 'throw error;',
    ...decoding,
  },
  {
    rule: 'F4',
    breaks: 'two images are decoded at once',
    file: `${DECODING}/slot.ts`,
    from: 'if (held && isAhead(held.until, now, lease_ms))',
    to: 'if (false)',
    ...domain,
    test: 'thumbnailer/src/slot',
  },
  {
    rule: 'F6',
    breaks: 'a thumbnail keeps what the camera wrote',
    file: `${DECODING}/rendering.ts`,
    from: 'image.strip();',
    to: '',
    ...decoding,
  },
  {
    rule: 'F7',
    breaks: 'a file that is opened may run scripts',
    file: `${SERVING}/serve.ts`,
    from: `  'content-security-policy': "sandbox; default-src 'none'",\n`,
    to: '',
    project: 'media-query',
    test: 'serving/serve.workerd',
  },
  {
    rule: 'F8',
    breaks: 'a range beyond the end is the whole file',
    file: `${SERVING}/range.ts`,
    from: "if (!only) return 'unsatisfiable';",
    to: "if (!only) return 'whole';",
    ...domain,
    test: 'serving/range',
  },
  {
    rule: 'F8',
    breaks: 'a file that has changed is not noticed',
    file: `${SERVING}/serve.ts`,
    from: "if (verdict === 'precondition_failed')",
    to: "if (verdict === 'precondition_failed' && file.immutable)",
    project: 'media-query',
    test: 'serving/serve.workerd',
  },
  {
    rule: 'H3',
    breaks: 'a title is markup',
    file: 'web/src/ui/PageHead.tsx',
    from: '{lead && <p className="mt-1 text-sm text-soft">{lead}</p>}',
    to: '{lead && <p dangerouslySetInnerHTML={{ __html: String(lead) }} />}',
    ...domain,
    test: 'docs/no-html',
  },
  {
    rule: 'H5',
    breaks: 'a search reaches the index as it is typed',
    file: 'workers/media-query/src/projections/media-library/search-terms.ts',
    from: "point.toString(16).padStart(6, '0')",
    to: 'String.fromCodePoint(point)',
    ...domain,
    test: 'media-library/search-terms',
  },
];
