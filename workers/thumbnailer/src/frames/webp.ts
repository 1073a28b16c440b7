// The first frame of an animated WebP, in a file of its own (RFC 9649, 2.7). Its colour profile comes along.
import { viewOf } from '#shared/mediahub/media/boxes';
import { riffChunks } from '#shared/mediahub/media/riff';
import type { Frame } from '#shared/mediahub/media/size';

type Bytes = Uint8Array<ArrayBuffer>;

const ANIMATED = 0x02;
const ALPHA = 0x10;
const PROFILE = 0x20;
/** Position, size, duration and flags, before the chunks of the frame. */
const FRAME_HEAD = 16;

function chunk(type: string, data: Uint8Array): Uint8Array<ArrayBuffer>[] {
  const head = new Uint8Array(8);
  head.set(new TextEncoder().encode(type));
  new DataView(head.buffer).setUint32(4, data.length, true);
  return [head, new Uint8Array(data), new Uint8Array(data.length & 1)];
}

const joined = (parts: readonly Uint8Array[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (whole.set(part, at), at + part.length), 0);
  return whole;
};

/** Null: no animation, or its first frame does not begin in these bytes. */
export function firstOfWebp(webp: Bytes): { bytes: Bytes; frame: Frame } | null {
  const chunks = [...riffChunks(webp)];
  const flags = chunks[0]?.type === 'VP8X' ? (webp[chunks[0].start] ?? 0) : 0;
  const anmf = chunks.find(({ type }) => type === 'ANMF');
  if ((flags & ANIMATED) === 0 || !anmf || anmf.end - anmf.start <= FRAME_HEAD) return null;
  const view = viewOf(webp);
  const three = (at: number) => (view.getUint32(anmf.start + at, true) & 0xffffff) >>> 0;
  const frame = { x: 2 * three(0), y: 2 * three(3), width: 1 + three(6), height: 1 + three(9) };
  const profile = chunks.find(({ type }) => type === 'ICCP');
  const inside = [...riffChunks(webp, anmf.start + FRAME_HEAD, anmf.end)].filter(({ type }) =>
    /^(?:ALPH|VP8[ L])$/.test(type),
  );
  if (inside.length === 0) return null;
  const seesThrough = inside.some(({ type }) => type !== 'VP8 ');
  const vp8x = new Uint8Array(10);
  vp8x[0] = (profile ? PROFILE : 0) | (seesThrough ? ALPHA : 0);
  for (const [at, length] of [
    [4, frame.width - 1],
    [7, frame.height - 1],
  ] as const)
    // prettier-ignore
    for (let i = 0; i < 3; i++) vp8x[at + i] = (length >> (8 * i)) & 255;
  const body = joined([
    new TextEncoder().encode('WEBP'),
    ...chunk('VP8X', vp8x),
    ...(profile ? chunk('ICCP', webp.subarray(profile.start, profile.end)) : []),
    ...inside.flatMap(({ type, start, end }) => chunk(type, webp.subarray(start, end))),
  ]);
  return { bytes: joined(chunk('RIFF', body)), frame };
}

/** Of a lossless picture's first five bytes, the bit that says whether alpha is used. */
const ALPHA_USED = { byte: 4, bit: 0x10 };

/** That bit is a hint only (RFC 9649, 3.4): browsers use the alpha channel regardless, ImageMagick drops it. */
export function withAlphaUsed(webp: Bytes): Bytes {
  const chunks = [...riffChunks(webp)];
  const picture = chunks.find(({ type }) => type === 'VP8L');
  const at = (picture?.start ?? 0) + ALPHA_USED.byte;
  if (!picture || at >= picture.end || ((webp[at] ?? 0) & ALPHA_USED.bit) !== 0) return webp;
  const used = webp.slice();
  used[at] = (used[at] ?? 0) | ALPHA_USED.bit;
  for (const { type, start } of chunks) if (type === 'VP8X') used[start] = (used[start] ?? 0) | ALPHA;
  return used;
}

/** Alpha beside a lossy picture counts where the header says that there is some: elsewhere browsers pass over it. */
export function withoutStrayAlpha(webp: Bytes): Bytes {
  const chunks = [...riffChunks(webp)];
  const [head] = chunks;
  const alpha = chunks.find(({ type }) => type === 'ALPH');
  if (head?.type !== 'VP8X' || !alpha || ((webp[head.start] ?? 0) & ALPHA) !== 0) return webp;
  const without = webp.slice();
  // What decoders do not know they pass over as well.
  without.set(new TextEncoder().encode('????'), alpha.start - 8);
  return without;
}

/** One picture; null: an animation, or none of both. */
export function codingOf(webp: Uint8Array): 'lossy' | 'lossless' | null {
  const types = new Set(Array.from(riffChunks(webp), ({ type }) => type));
  if (types.has('ANMF')) return null;
  return types.has('VP8L') ? 'lossless' : types.has('VP8 ') ? 'lossy' : null;
}
