// ICC profiles for colours that a file names by numbers instead of carrying one: CICP primaries, or the chromaticities and the
// gamma of a PNG. A matrix profile of version 4 (ICC.1:2022): header, white point, three primaries adapted to D50, one curve.
import { hdrCurve } from './hdr.ts';

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];
/** x and y (CIE 1931) of white, red, green and blue. */
export type Chromaticities = readonly [number, number, number, number, number, number, number, number];

const P3: Matrix = [
  [0.51512, 0.2412, -0.00105],
  [0.29198, 0.69225, 0.04189],
  [0.1571, 0.06657, 0.78407],
];
const BT2020: Matrix = [
  [0.67348, 0.27904, -0.00194],
  [0.16566, 0.67534, 0.02999],
  [0.12505, 0.04561, 0.79686],
];
const SRGB: Matrix = [
  [0.43607, 0.22249, 0.01392],
  [0.38515, 0.71687, 0.09708],
  [0.14307, 0.06061, 0.7141],
];
export const SRGB_CHROMATICITIES: Chromaticities = [0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];
const D50: Triple = [0.9642, 1, 0.8249];

/** A `para` curve: its type, and its parameters in their order; or a `curv`: its values at equal steps, from 0 to 1. */
type Curve = { type: 0 | 3; parameters: readonly number[] } | { type: 'table'; values: readonly number[] };

/** The transfer curve of sRGB. */
const SRGB_CURVE: Curve = { type: 3, parameters: [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] };

const HEADER = 128;
const XYZ_BYTES = 20;
const TAGS = ['wtpt', 'rXYZ', 'gXYZ', 'bXYZ', 'rTRC', 'gTRC', 'bTRC'];

/** @param colorants X, Y and Z of red, green and blue, under D50 */
function matrixProfile(colorants: Matrix, curve: Curve): Uint8Array<ArrayBuffer> {
  const data = HEADER + 4 + TAGS.length * 12;
  const curveBytes = 12 + (curve.type === 'table' ? 2 * curve.values.length : 4 * curve.parameters.length);
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
  if (curve.type === 'table') {
    text(at, 'curv');
    view.setUint32(at + 8, curve.values.length);
    curve.values.forEach((value, i) => view.setUint16(at + 12 + 2 * i, Math.round(value * 65_535)));
  } else {
    text(at, 'para');
    view.setUint16(at + 8, curve.type);
    curve.parameters.forEach((value, i) => fixed(at + 12 + 4 * i, value));
  }
  return bytes;
}

/** By what CICP calls transfer characteristics: gammas of 2.2, 2.8 and 1; PQ and HLG as in hdr.ts; the others are near sRGB's. */
function curveOf(transfer: number): Curve {
  const gamma = { 4: 2.2, 5: 2.8, 8: 1 }[transfer];
  const values = hdrCurve(transfer);
  if (values) return { type: 'table', values };
  return gamma === undefined ? SRGB_CURVE : { type: 0, parameters: [gamma] };
}

/**
 * The profile for colours by numbers (CICP primaries 12: Display P3, 9: BT.2020; sRGB where they are not known).
 * @returns null where that is sRGB
 */
export function profileOf(primaries: number, transfer = 2): Uint8Array<ArrayBuffer> | null {
  const curve = curveOf(transfer);
  const colorants = primaries === 12 ? P3 : primaries === 9 ? BT2020 : SRGB;
  return colorants === SRGB && curve === SRGB_CURVE ? null : matrixProfile(colorants, curve);
}

const times = (m: Matrix, [a, b, c]: Triple): Triple => [
  m[0][0] * a + m[0][1] * b + m[0][2] * c,
  m[1][0] * a + m[1][1] * b + m[1][2] * c,
  m[2][0] * a + m[2][1] * b + m[2][2] * c,
];

function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  const over = (n: number) => n / det;
  return [
    [over(e * i - f * h), over(c * h - b * i), over(b * f - c * e)],
    [over(f * g - d * i), over(a * i - c * g), over(c * d - a * f)],
    [over(d * h - e * g), over(b * g - a * h), over(a * e - b * d)],
  ];
}

/** The Bradford cone response, by which white points are exchanged (ICC.1:2022, annex E). */
const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

const xyzOf = (x: number, y: number): Triple => [x / y, 1, (1 - x - y) / y];

/**
 * The profile of a PNG that names its primaries and its gamma.
 * @param gamma of the display: 2.2 for most
 * @returns null where the numbers make no sense: browsers then take the pixels for sRGB
 */
export function profileFrom(
  [wx, wy, rx, ry, gx, gy, bx, by]: Chromaticities,
  gamma: number,
): Uint8Array<ArrayBuffer> | null {
  const [white, red, green, blue] = [xyzOf(wx, wy), xyzOf(rx, ry), xyzOf(gx, gy), xyzOf(bx, by)];
  const columns: Matrix = [
    [red[0], green[0], blue[0]],
    [red[1], green[1], blue[1]],
    [red[2], green[2], blue[2]],
  ];
  const share = times(inverse(columns), white);
  const [from, to] = [times(BRADFORD, white), times(BRADFORD, D50)];
  const adapted = (xyz: Triple, i: 0 | 1 | 2): Triple => {
    const [l, m, s] = times(BRADFORD, [xyz[0] * share[i], xyz[1] * share[i], xyz[2] * share[i]]);
    return times(inverse(BRADFORD), [(l * to[0]) / from[0], (m * to[1]) / from[1], (s * to[2]) / from[2]]);
  };
  const colorants: Matrix = [adapted(red, 0), adapted(green, 1), adapted(blue, 2)];
  const makesSense =
    gamma >= 0.1 &&
    gamma <= 10 &&
    colorants.flat().every((value) => Number.isFinite(value) && Math.abs(value) < 4);
  return makesSense ? matrixProfile(colorants, { type: 0, parameters: [gamma] }) : null;
}
