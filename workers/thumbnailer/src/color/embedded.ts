// The colours that a JPEG or a PNG names for its pixels, found here and not by the decoder: the pieces of a JPEG's profile may
// come in any order, and of what a PNG says only the first of cICP, iCCP, sRGB and gAMA counts (PNG, third edition, 4.3).
import { viewOf } from '#shared/mediahub/media/boxes';
import type { Kind } from '#shared/mediahub/media/image-header';
import { segmentsOf } from '#shared/mediahub/media/jpeg';
import { chunksOf, type Chunk } from '#shared/mediahub/media/png';
import { pngOf } from '../repair/png-chunks.ts';
import { profileFrom, profileOf, SRGB_CHROMATICITIES, type Chromaticities } from './profile.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Named {
  /** Replaces what the decoder found; null: sRGB. */
  profile: Bytes | null;
  /** The pixels have to be brought to sRGB's model first: the profile is of red, green and blue, whatever is stored. */
  ofNumbers: boolean;
}

const APP2 = 0xe2;
const ICC = new TextEncoder().encode('ICC_PROFILE\0');

/** Null when there is none, or a piece is missing: browsers then ignore the others. */
function jpegProfile(jpeg: Uint8Array): Bytes | null {
  const pieces = new Map<number, Uint8Array>();
  let count = 0;
  for (const { marker, start, end } of segmentsOf(jpeg)) {
    if (marker !== APP2 || !ICC.every((byte, i) => jpeg[start + i] === byte)) continue;
    count = jpeg[start + 13] ?? 0;
    pieces.set(jpeg[start + 12] ?? 0, jpeg.subarray(start + 14, end));
  }
  const whole = Array.from({ length: count }, (_, i) => pieces.get(i + 1));
  if (count === 0 || whole.includes(undefined)) return null;
  return new Uint8Array(whole.flatMap((piece) => [...(piece ?? [])]));
}

const CHROMATICITY = 100_000;
/** A gamma of about 2.2 is what sRGB has: a profile would change nothing that can be seen. */
const isUsual = (gamma: number): boolean => Math.abs(gamma - 2.2) < 0.05;

function chromaticitiesIn(chunk: Chunk | undefined): Chromaticities | null {
  if (!chunk || chunk.data.length < 32) return null;
  const view = viewOf(chunk.data);
  return Array.from({ length: 8 }, (_, i) => view.getUint32(4 * i) / CHROMATICITY) as unknown as Chromaticities;
}

function gammaProfile(gama: Chunk, chrm: Chunk | undefined): Bytes | null {
  const said = gama.data.length >= 4 ? viewOf(gama.data).getUint32(0) : 0;
  const gamma = CHROMATICITY / said;
  const primaries = chromaticitiesIn(chrm);
  return isUsual(gamma) && !primaries ? null : profileFrom(primaries ?? SRGB_CHROMATICITIES, gamma);
}

/** Null: what the decoder found is right. */
function pngColor(png: Bytes): Named | null {
  const before: Chunk[] = [];
  for (const chunk of chunksOf(png)) {
    if (chunk.type === 'IDAT') break;
    before.push(chunk);
  }
  const named = (type: string) => before.find((chunk) => chunk.type === type);
  const [cicp, gama] = [named('cICP'), named('gAMA')];
  if (cicp) return { profile: profileOf(cicp.data[0] ?? 1, cicp.data[1]), ofNumbers: true };
  if (named('iCCP') || !gama) return null;
  if (named('sRGB')) return { profile: null, ofNumbers: true };
  return { profile: gammaProfile(gama, named('cHRM')), ofNumbers: true };
}

/** The same picture, of whose gamma the decoder learns nothing: it would apply it by itself. */
export function withoutGamma(png: Bytes): Bytes {
  const [hidden, kept] = [/^(?:gAMA|cHRM|sRGB|cICP)$/, [...chunksOf(png)]];
  return pngOf(kept.filter(({ type }) => !hidden.test(type)));
}

/** Null where the decoder's own finding is right. */
export function colorNamedIn(bytes: Bytes, kind: Kind): Named | null {
  if (kind === 'png') return pngColor(bytes);
  if (kind !== 'jpeg' && kind !== 'progressive') return null;
  return { profile: jpegProfile(bytes), ofNumbers: false };
}
