// Brightness beyond white: PQ and HLG (ITU-R BT.2100) as a curve for a screen that has none. White is at 203 cd/m² (BT.2408) and
// what is brighter is compressed towards it, as browsers do; otherwise such a picture would be dull and gray.
const WHITE = 203;
/** What pictures reach as a rule, though they could reach 10,000. */
const PEAK = 600 / WHITE;
/** What is left of white, as in Chromium: the rest is for what is brighter. */
const KNEE = 0.62;
const SHOULDER = 1.4;
const STEPS = 1024;

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
  return ((Math.max(power - c1, 0) / (c2 - c3 * power)) ** (1 / m1) * 10_000) / WHITE;
}

function hlg(signal: number): number {
  const [a, b, c] = [0.178_832_77, 0.284_668_92, 0.559_910_73];
  const scene = signal <= 0.5 ? signal ** 2 / 3 : (Math.exp((signal - c) / a) + b) / 12;
  return (scene ** 1.2 * 1000) / WHITE;
}

const compressed = (light: number): number =>
  light <= 1 ? light * KNEE : 1 - (1 - KNEE) * (Math.max(0, PEAK - light) / (PEAK - 1)) ** SHOULDER;

/** @returns light at equal steps of the signal; null where nothing is brighter than white */
export function hdrCurve(transfer: number): number[] | null {
  const light = transfer === 16 ? pq : transfer === 18 ? hlg : null;
  return light && Array.from({ length: STEPS }, (_, i) => compressed(light(i / (STEPS - 1))));
}
