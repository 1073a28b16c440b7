// What a HEIF item says about its colours: an ICC profile, or numbers (CICP, ITU-T H.273) that name one.
import type { Heif, Item } from '#shared/mediahub/media/heif';
import { viewOf } from '#shared/mediahub/media/boxes';
import type { Planes } from '../raster.ts';
import { hdrOf, type Hdr } from './hdr.ts';
import { chromaticitiesOf } from './primaries.ts';
import { isTransfer, profileOf } from './profile.ts';

export type Coding = Pick<Planes, 'matrix' | 'fullRange'>;

/** Colours by numbers (ITU-T H.273). */
export interface Cicp extends Coding {
  primaries: number;
  transfer: number;
}

export interface ItemColor {
  /** Null: sRGB. */
  profile: Uint8Array<ArrayBuffer> | null;
  /** Brightness beyond white; the profile is null then. */
  hdr: Hdr | null;
  /** How the samples were made of red, green and blue, as far as the item says; the coded picture may say the rest. */
  coding: Partial<Coding>;
}

const TYPE = new TextDecoder('latin1');

/** MIAF's defaults (ISO/IEC 23000-22, 7.3.6.4) where nothing is said. */
const PRIMARIES = 1;
export const CODING: Coding = { matrix: 6, fullRange: true };

/** "Unspecified" of the matrix coefficients. */
const UNSPECIFIED = 2;

function nclxIn(payload: Uint8Array | undefined): Cicp | null {
  if (!payload || payload.length < 7) return null;
  const view = viewOf(payload);
  return {
    primaries: view.getUint16(0),
    transfer: view.getUint16(2),
    matrix: view.getUint16(4),
    fullRange: (view.getUint8(6) & 0x80) !== 0,
  };
}

/** `clli` (ISO/IEC 14496-12, 12.1.5): how bright the brightest pixel is, in cd/m²; 0 where nothing says so. */
function brightestIn(items: readonly Item[]): number {
  const box = items.flatMap(({ properties }) => properties.filter(({ type }) => type === 'clli'))[0];
  return box && box.data.length >= 2 ? viewOf(box.data).getUint16(0) : 0;
}

/**
 * @param items the picture first, then what it is made of: the first that says something is right
 * @param inside what the coded picture says: right where the container says nothing
 */
export function colorOf(items: readonly Item[], inside: Cicp | null = null): ItemColor {
  const boxes = items.flatMap(({ properties }) => properties.filter(({ type }) => type === 'colr'));
  const payloadOf = (...kinds: string[]) =>
    boxes.find(({ data }) => kinds.includes(TYPE.decode(data.subarray(0, 4))))?.data.subarray(4);
  const icc = payloadOf('prof', 'rICC');
  const said = nclxIn(payloadOf('nclx')) ?? inside;
  const primaries = said?.primaries ?? PRIMARIES;
  const hdr = icc ? null : hdrOf(primaries, said?.transfer, brightestIn(items));
  return {
    profile: icc ? new Uint8Array(icc) : hdr ? null : profileOf(primaries, said?.transfer),
    hdr,
    coding: {
      ...(said && said.matrix !== UNSPECIFIED ? { matrix: said.matrix } : {}),
      ...(said ? { fullRange: said.fullRange } : {}),
    },
  };
}

/**
 * The same file for a decoder that refuses numbers which it does not know; browsers take them for sRGB. What they mean for the
 * picture is found by `colorOf`, so nothing is lost.
 */
export function withKnownNumbers(bytes: Uint8Array<ArrayBuffer>, heif: Heif): Uint8Array<ArrayBuffer> {
  const unknown = [...heif.items.values()]
    .flatMap(({ properties }) => properties)
    .filter(({ type, data }) => type === 'colr' && TYPE.decode(data.subarray(0, 4)) === 'nclx')
    .filter(({ data }) => {
      const numbers = nclxIn(data.subarray(4));
      return numbers && !(chromaticitiesOf(numbers.primaries) && isTransfer(numbers.transfer));
    });
  if (unknown.length === 0) return bytes;
  const copy = bytes.slice();
  const view = viewOf(copy);
  for (const { data } of unknown) {
    const at = data.byteOffset - bytes.byteOffset + 4;
    view.setUint16(at, UNSPECIFIED);
    view.setUint16(at + 2, UNSPECIFIED);
  }
  return copy;
}
