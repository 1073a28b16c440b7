// ICC profiles for colours that a file names by numbers instead of carrying one: CICP, or the chromaticities and the gamma of a
// PNG. A matrix profile of version 4 (ICC.1:2022): header, white point, three primaries adapted to D50, one curve.
import {
  chromaticitiesOf,
  colorantsOf,
  SRGB_CHROMATICITIES,
  type Chromaticities,
  type Matrix,
} from './primaries.ts';

/** A `para` curve: its type, and its parameters in their order. */
interface Curve {
  type: 0 | 3;
  parameters: readonly number[];
}

/** The transfer curve of sRGB. */
const SRGB_CURVE: Curve = { type: 3, parameters: [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] };

/** H.273, table 3, where it is another than that of sRGB: gammas, SMPTE 240M and SMPTE 428. */
const CURVES: Readonly<Record<number, Curve>> = {
  4: { type: 0, parameters: [2.2] },
  5: { type: 0, parameters: [2.8] },
  7: { type: 3, parameters: [1 / 0.45, 1 / 1.1115, 0.1115 / 1.1115, 1 / 4, 0.0913] },
  8: { type: 0, parameters: [1] },
  17: { type: 3, parameters: [2.6, (52.37 / 48) ** (1 / 2.6), 0, 0, 0] },
};

/** BT.709 and its like. In a PNG browsers take it as a display does (BT.1886), in an AVIF as sRGB. */
const VIDEO: ReadonlySet<number> = new Set([1, 6, 11, 14, 15]);
const BT1886: Curve = { type: 0, parameters: [2.4] };
const [SRGB, PQ, HLG] = [13, 16, 18];

export const isTransfer = (transfer: number): boolean =>
  transfer in CURVES || VIDEO.has(transfer) || [SRGB, PQ, HLG].includes(transfer);

const D50 = [0.9642, 1, 0.8249] as const;
const HEADER = 128;
const XYZ_BYTES = 20;
const TAGS = ['wtpt', 'rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'];

/** @param colorants X, Y and Z of red, green and blue, under D50 */
function matrixProfile(colorants: Matrix, curve: Curve): Uint8Array<ArrayBuffer> {
  const data = HEADER + 4 + TAGS.length * 12;
  const curveBytes = 12 + 4 * curve.parameters.length;
  const bytes = new Uint8Array(data + 4 * XYZ_BYTES + curveBytes);
  const view = new DataView(bytes.buffer);
  const text = (at: number, value: string) => bytes.set(new TextEncoder().encode(value), at);
  const fixed = (at: number, value: number) => view.setInt32(at, Math.round(value * 65_536));
  const xyz = (at: number, values: readonly number[]) => {
    text(at, 'XYZ ');
    values.forEach((value, i) => fixed(at + 8 + 4 * i, value));
  };

  view.setUint32(0, bytes.length);
  view.setUint32(8, 0x04_40_00_00);
  text(12, 'mntrRGB XYZ ');
  text(36, 'acsp');
  D50.forEach((value, i) => fixed(68 + 4 * i, value));
  view.setUint32(HEADER, TAGS.length);
  TAGS.forEach((tag, i) => {
    const at = HEADER + 4 + 12 * i;
    text(at, tag);
    // The three curves are one.
    view.setUint32(at + 4, data + XYZ_BYTES * Math.min(i, 4));
    view.setUint32(at + 8, i < 4 ? XYZ_BYTES : curveBytes);
  });
  [D50, ...colorants].forEach((values, i) => xyz(data + XYZ_BYTES * i, values));
  const at = data + 4 * XYZ_BYTES;
  text(at, 'para');
  view.setUint16(at + 8, curve.type);
  curve.parameters.forEach((value, i) => fixed(at + 12 + 4 * i, value));
  return bytes;
}

/**
 * The profile for colours by numbers (CICP); sRGB's where a number is not known.
 * @param video the curve of BT.709 is that of a display
 * @returns null where that is sRGB
 */
export function profileOf(primaries: number, transfer = SRGB, video = false): Uint8Array<ArrayBuffer> | null {
  const curve = CURVES[transfer] ?? (video && VIDEO.has(transfer) ? BT1886 : SRGB_CURVE);
  const chromaticities = chromaticitiesOf(primaries) ?? SRGB_CHROMATICITIES;
  if (chromaticities === SRGB_CHROMATICITIES && curve === SRGB_CURVE) return null;
  const colorants = colorantsOf(chromaticities);
  return colorants && matrixProfile(colorants, curve);
}

/** What a profile can hold, and still be a curve. */
const [LEAST_GAMMA, MOST_GAMMA] = [0.001, 30_000];

/**
 * The profile of a PNG that names its primaries and its gamma.
 * @param gamma of the display: 2.2 for most
 * @returns null where the numbers make no sense: browsers then take the pixels for sRGB
 */
export function profileFrom(chromaticities: Chromaticities, gamma: number): Uint8Array<ArrayBuffer> | null {
  const colorants = colorantsOf(chromaticities);
  const bounded = Math.min(Math.max(gamma, LEAST_GAMMA), MOST_GAMMA);
  return colorants && matrixProfile(colorants, { type: 0, parameters: [bounded] });
}
