// What a HEIF item says about its colours: an ICC profile, or numbers (CICP, ITU-T H.273) that name one.
import type { Item } from '#shared/mediahub/media/heif';
import { viewOf } from '#shared/mediahub/media/boxes';
import type { Planes } from '../raster.ts';
import { profileOf } from './profile.ts';

export type Coding = Pick<Planes, 'matrix' | 'fullRange'>;

export interface ItemColor {
  /** Null: sRGB. */
  profile: Uint8Array<ArrayBuffer> | null;
  /** How the samples were made of red, green and blue, as far as the item says; the coded picture may say the rest. */
  coding: Partial<Coding>;
}

const TYPE = new TextDecoder('latin1');

/** MIAF's defaults (ISO/IEC 23000-22, 7.3.6.4) where nothing is said. */
const PRIMARIES = 1;
export const CODING: Coding = { matrix: 6, fullRange: true };

/** "Unspecified" of the matrix coefficients. */
const UNSPECIFIED = 2;

/** @param items the picture first, then what it is made of: the first that says something is right */
export function colorOf(items: readonly Item[]): ItemColor {
  const boxes = items.flatMap(({ properties }) => properties.filter(({ type }) => type === 'colr'));
  const payloadOf = (...kinds: string[]) =>
    boxes.find(({ data }) => kinds.includes(TYPE.decode(data.subarray(0, 4))))?.data.subarray(4);
  const icc = payloadOf('prof', 'rICC');
  const nclx = payloadOf('nclx');
  const said = nclx && nclx.length >= 7 ? viewOf(nclx) : null;
  const matrix = said?.getUint16(4) ?? UNSPECIFIED;
  return {
    profile: icc ? new Uint8Array(icc) : profileOf(said?.getUint16(0) ?? PRIMARIES),
    coding: {
      ...(matrix === UNSPECIFIED ? {} : { matrix }),
      ...(said ? { fullRange: (said.getUint8(6) & 0x80) !== 0 } : {}),
    },
  };
}
