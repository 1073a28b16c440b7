// What a HEIF item says about its colours: an ICC profile, or numbers (CICP, ITU-T H.273) that name one.
import type { Item } from '#shared/mediahub/media/heif';
import { viewOf } from '#shared/mediahub/media/boxes';
import { profileOf } from './profile.ts';

export interface ItemColor {
  /** Null: sRGB. */
  profile: Uint8Array<ArrayBuffer> | null;
  matrix: number;
  fullRange: boolean;
}

const TYPE = new TextDecoder('latin1');

/** MIAF's defaults (ISO/IEC 23000-22, 7.3.6.4) where the item says nothing. */
const UNSAID = { primaries: 1, matrix: 6, fullRange: true };

/** @param items the picture first, then what it is made of: the first that says something is right */
export function colorOf(items: readonly Item[]): ItemColor {
  const boxes = items.flatMap(({ properties }) => properties.filter(({ type }) => type === 'colr'));
  const payloadOf = (...kinds: string[]) =>
    boxes.find(({ data }) => kinds.includes(TYPE.decode(data.subarray(0, 4))))?.data.subarray(4);
  const icc = payloadOf('prof', 'rICC');
  const nclx = payloadOf('nclx');
  const { primaries, matrix, fullRange } =
    nclx && nclx.length >= 7
      ? {
          primaries: viewOf(nclx).getUint16(0),
          matrix: viewOf(nclx).getUint16(4),
          fullRange: ((nclx[6] ?? 0) & 0x80) !== 0,
        }
      : UNSAID;
  return { profile: icc ? new Uint8Array(icc) : profileOf(primaries), matrix, fullRange };
}
