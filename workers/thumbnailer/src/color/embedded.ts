// The colours that a JPEG or a PNG names for its pixels, found here and not by the decoder: the pieces of a JPEG's profile may
// come in any order, and of what a PNG says only the first of cICP, iCCP, sRGB and gAMA counts (PNG, third edition, 4.3).
import { viewOf } from '#shared/mediahub/media/boxes';
import type { Kind } from '#shared/mediahub/media/image-header';
import { segmentsOf } from '#shared/mediahub/media/jpeg';
import { chunksOf, type Chunk } from '#shared/mediahub/media/png';
import { inflated } from '../repair/inflated.ts';
import { pngOf } from '../repair/png-chunks.ts';
import { hdrOf, type Hdr } from './hdr.ts';
import { chromaticitiesOf, SRGB_CHROMATICITIES, type Chromaticities } from './primaries.ts';
import { isTransfer, profileFrom, profileOf } from './profile.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export interface Named {
  /** Replaces what the decoder found; null: sRGB. */
  profile: Bytes | null;
  /** Brightness beyond white; the profile is null then. */
  hdr: Hdr | null;
  /** The pixels have to be brought to sRGB's model first: the profile is of red, green and blue, even if the pixels are not. */
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

/** A chunk of the length that it has to have; any other counts as none. */
const said = (chunk: Chunk | undefined, length: number): DataView | null =>
  chunk?.data.length === length ? viewOf(chunk.data) : null;

const FRACTION = 100_000;
const CANDELA = 10_000;
const USUAL_GAMMA = 45_455;
/** A gamma of about 2.2 is what sRGB has: decoders leave such pixels alone. */
const isUsual = (gamma: number): boolean => Math.abs(gamma / USUAL_GAMMA - 1) < 0.05;

/** Null: the chunk makes no sense, or says nothing. */
function ofNumbers(cicp: DataView | null, cLLI: DataView | null): Named | null {
  const [primaries = 0, transfer = 0, matrix, range] = Array.from({ length: 4 }, (_, i) => cicp?.getUint8(i));
  if (!chromaticitiesOf(primaries) || !isTransfer(transfer) || matrix !== 0 || range !== 1) return null;
  const hdr = hdrOf(primaries, transfer, (cLLI?.getUint32(0) ?? 0) / CANDELA);
  return { profile: hdr ? null : profileOf(primaries, transfer, true), hdr, ofNumbers: true };
}

const INTENTS = 4;
const SRGB: Named = { profile: null, hdr: null, ofNumbers: true };

function ofGamma(gAMA: DataView | null, cHRM: DataView | null): Named {
  const gamma = gAMA?.getUint32(0) ?? 0;
  if (gamma === 0 || (isUsual(gamma) && !cHRM)) return SRGB;
  const primaries = cHRM && Array.from({ length: 8 }, (_, i) => cHRM.getUint32(4 * i) / FRACTION);
  const chromaticities = (primaries ?? SRGB_CHROMATICITIES) as Chromaticities;
  return { ...SRGB, profile: profileFrom(chromaticities, FRACTION / gamma) };
}

/** More would be no profile. */
const MAX_PROFILE_BYTES = 4_000_000;
const MAX_NAME = 79;
const ICC_MAGIC = 'acsp';
const [ICC_MAGIC_AT, ICC_HEADER] = [36, 128];

/** What `iCCP` holds, if that is a profile at all. */
async function pngProfile(iCCP: Chunk | undefined): Promise<Bytes | null> {
  // A name that ends in a zero, the method, then the profile.
  const name = iCCP?.data.indexOf(0) ?? -1;
  if (!iCCP || name < 1 || name > MAX_NAME || iCCP.data[name + 1] !== 0) return null;
  const pieces: Bytes[] = [];
  let length = 0;
  for await (const piece of inflated([iCCP.data.subarray(name + 2)], false)) {
    pieces.push(piece);
    length += piece.length;
    if (length > MAX_PROFILE_BYTES) return null;
  }
  const profile = new Uint8Array(await new Blob(pieces).arrayBuffer());
  const magic = new TextDecoder('latin1').decode(profile.subarray(ICC_MAGIC_AT, ICC_MAGIC_AT + 4));
  const isWhole = length >= ICC_HEADER && viewOf(profile).getUint32(0) <= length;
  return isWhole && magic === ICC_MAGIC ? profile : null;
}

async function pngColor(png: Bytes): Promise<Named> {
  const before: Chunk[] = [];
  for (const chunk of chunksOf(png)) {
    if (chunk.type === 'IDAT') break;
    before.push(chunk);
  }
  const named = (type: string) => before.find((chunk) => chunk.type === type);
  const numbers = ofNumbers(said(named('cICP'), 4), said(named('cLLI'), 8));
  if (numbers) return numbers;
  const profile = await pngProfile(named('iCCP'));
  if (profile) return { profile, hdr: null, ofNumbers: false };
  const intent = said(named('sRGB'), 1)?.getUint8(0) ?? INTENTS;
  return intent < INTENTS ? SRGB : ofGamma(said(named('gAMA'), 4), said(named('cHRM'), 32));
}

/** What ImageMagick would apply by itself, though another chunk counts. */
const APPLIED = 'gAMA';
const HIDDEN = /^(?:gAMA|cHRM|sRGB|cICP|iCCP)$/;

/** The same picture, of whose gamma the decoder learns nothing. */
export function withoutGamma(png: Bytes): Bytes {
  const chunks = [...chunksOf(png)];
  return chunks.some(({ type }) => type === APPLIED)
    ? pngOf(chunks.filter(({ type }) => !HIDDEN.test(type)))
    : png;
}

/** Null where the decoder's own finding is right. */
export async function colorNamedIn(bytes: Bytes, kind: Kind): Promise<Named | null> {
  if (kind === 'png') return pngColor(bytes);
  if (kind !== 'jpeg' && kind !== 'progressive') return null;
  return { profile: jpegProfile(bytes), hdr: null, ofNumbers: false };
}
