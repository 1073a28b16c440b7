// Brightness beyond white: PQ and HLG (ITU-R BT.2100) for a screen that has none. What is brighter than white (203 cd/m², BT.2408)
// is compressed towards it as browsers do it, by the reference white tone mapping of SMPTE ST 2094-50: one factor for a pixel, by
// the brightest of its three, so that no colour changes.
import type { IMagickImage } from '@imagemagick/magick-wasm';
import { eachRow } from './each-row.ts';
import { between, chromaticitiesOf, SRGB_CHROMATICITIES, times, type Triple } from './primaries.ts';

export interface Hdr {
  transfer: 'pq' | 'hlg';
  /** ITU-T H.273. */
  primaries: number;
  /** The brightest that is in it, in cd/m². */
  peak: number;
}

const WHITE = 203;
/** Where a file does not say its own. */
const PEAK = 1000;
const PQ_PEAK = 10_000;
const BT2020 = 9;

/** @param peak in cd/m²; 0: the file does not say */
export function hdrOf(primaries: number, transfer: number | undefined, peak: number): Hdr | null {
  const curve = transfer === 16 ? 'pq' : transfer === 18 ? 'hlg' : null;
  return curve && { transfer: curve, primaries, peak: peak > 0 ? peak : PEAK };
}

/** From a signal to light, where 1 is white. */
function pq(signal: number): number {
  const [m1, m2, c1, c2, c3] = [
    2610 / 16_384,
    (2523 / 4096) * 128,
    3424 / 4096,
    (2413 / 4096) * 32,
    (2392 / 4096) * 32,
  ];
  const power = signal ** (1 / m2);
  return ((Math.max(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1) * PQ_PEAK) / WHITE;
}

function hlg(signal: number): number {
  const [a, b, c] = [0.178_832_77, 0.284_668_92, 0.559_910_73];
  return signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - c) / a) + b) / 12;
}

/** HLG is light of the scene: what a display of `PEAK` makes of a pixel depends on how bright the whole of it is. */
const displayed = ([r, g, b]: Triple): number => ((0.2627 * r + 0.678 * g + 0.0593 * b) ** 0.2 * PEAK) / WHITE;

const KAPPA = 0.65;
/** What is left of white when the brightest is `PEAK`: the rest is for what is brighter. */
const LEFT = 0.5;

/** @returns what becomes of a light of 1 (white) and more, up to the brightest, which becomes 1 */
export function toneMapping(peak: number): (light: number) => number {
  const headroom = Math.max(0, Math.log2(peak / WHITE));
  const white = 1 - LEFT * Math.min(headroom / Math.log2(PEAK / WHITE), 1);
  const most = 2 ** headroom;
  const [x, y] = [1 - KAPPA + KAPPA / white, (1 - KAPPA) * white + KAPPA];
  // A curve of Bézier from (1, white) by (x, y) to (most, 1).
  const [a, b] = [1 - 2 * x + most, 2 * (x - 1)];
  return (light) => {
    if (light <= 1) return light * white;
    if (light >= most) return 1;
    const c = 1 - light;
    const t = Math.abs(a) < 1e-9 ? -c / b : (Math.sqrt(b * b - 4 * a * c) - b) / (2 * a);
    return (1 - t) ** 2 * white + 2 * t * (1 - t) * y + t * t;
  };
}

const encoded = (light: number): number =>
  Math.round(
    255 * (light <= 0.003_130_8 ? 12.92 * Math.max(0, light) : 1.055 * Math.min(1, light) ** (1 / 2.4) - 0.055),
  );

/** Brings pixels of PQ or HLG to sRGB, in place. */
export function toneMap(image: IMagickImage, { transfer, primaries, peak }: Hdr): void {
  const lights = Float64Array.from({ length: 256 }, (_, i) => (transfer === 'pq' ? pq : hlg)(i / 255));
  const own = chromaticitiesOf(primaries) ?? SRGB_CHROMATICITIES;
  const wide = chromaticitiesOf(BT2020) ?? SRGB_CHROMATICITIES;
  const [toWide, toSrgb] = [between(own, wide), between(wide, SRGB_CHROMATICITIES)];
  if (!toWide || !toSrgb) return;
  const mapped = toneMapping(peak);
  const lightOf = (sample: number | undefined): number => lights[sample ?? 0] ?? 0;
  eachRow(image, (row, channels) => {
    for (let at = 0; at + 2 < row.length; at += channels) {
      const light: Triple = [lightOf(row[at]), lightOf(row[at + 1]), lightOf(row[at + 2])];
      const wideLight = times(toWide, light);
      const shown = transfer === 'hlg' ? displayed(wideLight) : 1;
      const [r, g, b] = [shown * wideLight[0], shown * wideLight[1], shown * wideLight[2]];
      const brightest = Math.max(r, g, b);
      const factor = brightest > 0 ? mapped(brightest) / brightest : 0;
      row.set(times(toSrgb, [r * factor, g * factor, b * factor]).map(encoded), at);
    }
  });
}
