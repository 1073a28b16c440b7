// ICC profiles for colours that are named by number instead of carried: Display P3 and BT.2020, with the curve of sRGB.
// A matrix profile of version 4 (ICC.1:2022): header, white point, three primaries adapted to D50, one curve.
const P3 = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
];
const BT2020 = [
  [0.67348, 0.27904, -0.00194],
  [0.16566, 0.67534, 0.02999],
  [0.12505, 0.04561, 0.79686],
];
const D50 = [0.9642, 1, 0.8249];

/** `para` of type 3: the transfer curve of sRGB. */
const CURVE = [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045];

const HEADER = 128;
const XYZ_BYTES = 20;
const CURVE_BYTES = 32;
const TAGS = ['wtpt', 'rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'];

/** The profile for these primaries (CICP 12: Display P3, 9: BT.2020); null for sRGB and what is not known. */
export function profileOf(primaries: number): Uint8Array<ArrayBuffer> | null {
  const colorants = primaries === 12 ? P3 : primaries === 9 ? BT2020 : null;
  if (!colorants) return null;
  const data = HEADER + 4 + TAGS.length * 12;
  const bytes = new Uint8Array(data + 4 * XYZ_BYTES + CURVE_BYTES);
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
    view.setUint32(at + 8, i < 4 ? XYZ_BYTES : CURVE_BYTES);
  });
  [D50, ...colorants].forEach((values, i) => xyz(data + XYZ_BYTES * i, values));
  const curve = data + 4 * XYZ_BYTES;
  text(curve, 'para');
  view.setUint16(curve + 8, 3);
  CURVE.forEach((value, i) => fixed(curve + 12 + 4 * i, value));
  return bytes;
}
