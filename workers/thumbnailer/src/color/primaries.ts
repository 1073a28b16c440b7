// What red, green, blue and white of a picture are: the primaries of ITU-T H.273 by number, and the way from chromaticities to the
// colorants of a profile under D50 (ICC.1:2022, annexes E and F).
export type Triple = readonly [number, number, number];
export type Matrix = readonly [Triple, Triple, Triple];
/** x and y (CIE 1931) of white, red, green and blue. */
export type Chromaticities = readonly [number, number, number, number, number, number, number, number];

const [D65, C, E, DCI] = [
  [0.3127, 0.329],
  [0.31, 0.316],
  [1 / 3, 1 / 3],
  [0.314, 0.351],
] as const;
const BT601: Chromaticities = [...D65, 0.63, 0.34, 0.31, 0.595, 0.155, 0.07];

export const SRGB_CHROMATICITIES: Chromaticities = [...D65, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06];

/** H.273, table 2. What is not here is reserved, or left open. */
const PRIMARIES: Readonly<Record<number, Chromaticities>> = {
  1: SRGB_CHROMATICITIES,
  4: [...C, 0.67, 0.33, 0.21, 0.71, 0.14, 0.08],
  5: [...D65, 0.64, 0.33, 0.29, 0.6, 0.15, 0.06],
  6: BT601,
  7: BT601,
  8: [...C, 0.681, 0.319, 0.243, 0.692, 0.145, 0.049],
  9: [...D65, 0.708, 0.292, 0.17, 0.797, 0.131, 0.046],
  10: [...E, 1, 0, 0, 1, 0, 0],
  11: [...DCI, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06],
  12: [...D65, 0.68, 0.32, 0.265, 0.69, 0.15, 0.06],
  22: [...D65, 0.63, 0.34, 0.295, 0.605, 0.155, 0.077],
};

export const chromaticitiesOf = (primaries: number): Chromaticities | null => PRIMARIES[primaries] ?? null;

const D50: Triple = [0.9642, 1, 0.8249];

export const times = (m: Matrix, [a, b, c]: Triple): Triple => [
  m[0][0] * a + m[0][1] * b + m[0][2] * c,
  m[1][0] * a + m[1][1] * b + m[1][2] * c,
  m[2][0] * a + m[2][1] * b + m[2][2] * c,
];

export const turned = ([a, b, c]: Matrix): Matrix => [
  [a[0], b[0], c[0]],
  [a[1], b[1], c[1]],
  [a[2], b[2], c[2]],
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

/** Of a y of zero, which XYZ itself has, x is all there is. */
const xyzOf = (x: number, y: number): Triple => [x, y, 1 - x - y];

/** X, Y and Z of red, green and blue under D50. Null where the numbers make no sense. */
export function colorantsOf(chromaticities: Chromaticities): Matrix | null {
  const [wx, wy, rx, ry, gx, gy, bx, by] = chromaticities;
  if (chromaticities.some((value) => value > 1)) return null;
  const white = xyzOf(wx, wy).map((value) => value / wy) as unknown as Triple;
  const primaries: Matrix = [xyzOf(rx, ry), xyzOf(gx, gy), xyzOf(bx, by)];
  const share = times(inverse(turned(primaries)), white);
  const [from, to] = [times(BRADFORD, white), times(BRADFORD, D50)];
  const adapted = (i: 0 | 1 | 2): Triple => {
    const [x, y, z] = primaries[i];
    const [l, m, s] = times(BRADFORD, [x * share[i], y * share[i], z * share[i]]);
    return times(inverse(BRADFORD), [(l * to[0]) / from[0], (m * to[1]) / from[1], (s * to[2]) / from[2]]);
  };
  const colorants: Matrix = [adapted(0), adapted(1), adapted(2)];
  return colorants.flat().every((value) => Number.isFinite(value) && Math.abs(value) < 4) ? colorants : null;
}

/** From light by these primaries to light by those. */
export function between(from: Chromaticities, to: Chromaticities): Matrix | null {
  const [a, b] = [colorantsOf(from), colorantsOf(to)];
  if (!a || !b) return null;
  const back = inverse(turned(b));
  return turned([times(back, a[0]), times(back, a[1]), times(back, a[2])]);
}
