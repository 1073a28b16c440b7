// What the demo pictures show: a few landscapes, each with its own light.
import { hash, mix, noise, rgb, smooth, type Shade } from './paint.ts';

const ASPECT = 1.5;

/** A sky from `high` to `low`, with a sun or moon in it. */
function skyOf({
  high,
  low,
  light,
  at,
  size,
}: {
  high: string;
  low: string;
  light: string;
  at: readonly [number, number];
  size: number;
}): Shade {
  const [top, bottom, glow] = [rgb(high), rgb(low), rgb(light)];
  return (x, y) => {
    const distance = Math.hypot((x - at[0]) * ASPECT, y - at[1]);
    const clouds = smooth(0.52, 0.8, noise(x * 3 + 7, y * 9, 5)) * 0.35 * (1 - y);
    const air = mix(mix(top, bottom, y * 1.5), glow, clouds);
    const halo = mix(air, glow, 0.75 * Math.max(0, 1 - distance / (size * 6)) ** 2);
    return mix(halo, mix(glow, [1, 1, 1], 0.6), smooth(size, size * 0.93, distance));
  };
}

/** Ridges behind each other, the far ones in the colour of the air. */
function ridgesBefore(
  sky: Shade,
  { far, near, from, count, seed }: { far: string; near: string; from: number; count: number; seed: number },
): Shade {
  const [distant, close] = [rgb(far), rgb(near)];
  return (x, y) => {
    for (let n = count - 1; n >= 0; n--) {
      const depth = n / Math.max(1, count - 1);
      const crest =
        from +
        depth * (0.9 - from) -
        (noise(x * (2 + n) + seed * 17 + n * 31, seed, 6) - 0.45) * (0.34 - depth * 0.18);
      if (y < crest) continue;
      const mist = smooth(0.22, 0, y - crest) * 0.16;
      const texture = (noise(x * 60, y * 60 + n * 9, 3) - 0.5) * 0.06 * depth;
      const body = mix(distant, close, depth - mist);
      return [body[0] + texture, body[1] + texture, body[2] + texture];
    }
    return sky(x, y);
  };
}

/** A cone with snow, alone above the plain. */
function coneBefore(
  sky: Shade,
  { rock, foot, snow, top }: { rock: string; foot: string; snow: string; top: number },
): Shade {
  const [dark, mist, white] = [rgb(rock), rgb(foot), rgb(snow)];
  return (x, y) => {
    const aside = Math.abs(x - 0.5);
    const edge = top + 0.018 * noise(x * 40, 3, 3) + 1.5 * Math.max(0, aside - 0.028) ** 0.86 * (1 - aside * 0.55);
    if (y < edge) return sky(x, y);
    const line = top + 0.16 + (noise(x * 22, 5, 4) - 0.5) * 0.16;
    const slope = mix(dark, mist, smooth(0.45, 0.85, y) * 0.75);
    const lit = 0.86 + 0.14 * smooth(0.6, 0.4, x + (noise(x * 30, y * 12, 3) - 0.5) * 0.25);
    const covered = mix(
      slope,
      [white[0] * lit, white[1] * lit, white[2] * lit],
      smooth(line + 0.03, line - 0.03, y),
    );
    return covered;
  };
}

/** Water that mirrors what is above it. */
function waterBelow(above: Shade, { from, tint }: { from: number; tint: string }): Shade {
  const colour = rgb(tint);
  return (x, y) => {
    if (y < from) return above(x, y);
    const depth = (y - from) / (1 - from);
    const wave = (noise(x * 10, y * 120 + depth * 40, 3) - 0.5) * 0.09 * (0.2 + depth);
    const mirrored = above(Math.min(1, Math.max(0, x + wave)), Math.max(0, from - (y - from) * 0.9 + wave * 0.6));
    return mix(mirrored, colour, 0.22 + depth * 0.4);
  };
}

/** Houses with lit windows. */
function cityBefore(
  sky: Shade,
  { far, wall, window, seed }: { far: string; wall: string; window: string; seed: number },
): Shade {
  const [distant, dark, lit] = [rgb(far), rgb(wall), rgb(window)];
  return (x, y) => {
    for (let row = 2; row >= 0; row--) {
      const houses = 11 + row * 4;
      const house = Math.floor(x * houses + row * 0.37);
      const roof = 0.34 + row * 0.17 + (hash(house, seed + row) - 0.4) * 0.26;
      if (y < roof) continue;
      const [column, floor] = [Math.floor(x * houses * 7), Math.floor(y * (54 - row * 9))];
      const inside = (x * houses * 7) % 1 > 0.35 && (y * (54 - row * 9)) % 1 > 0.4;
      const body = mix(distant, dark, 0.55 + row * 0.22);
      return inside && hash(column, floor + row * 1000 + seed) > 0.62 ? mix(body, lit, 0.85) : body;
    }
    return sky(x, y);
  };
}

/** Petals, stars or snow: small lights all over. */
function specksBefore(
  behind: Shade,
  { colour, many, size, above }: { colour: string; many: number; size: number; above: number },
): Shade {
  const light = rgb(colour);
  return (x, y) => {
    const below = behind(x, y);
    if (y > above) return below;
    const [cx, cy] = [Math.floor(x * many * ASPECT), Math.floor(y * many)];
    const [px, py] = [
      (cx + 0.2 + 0.6 * hash(cx, cy + 99)) / (many * ASPECT),
      (cy + 0.2 + 0.6 * hash(cx + 99, cy)) / many,
    ];
    const radius = (size * (0.4 + hash(cx, cy))) / many;
    const distance = Math.hypot((x - px) * ASPECT, y - py);
    return hash(cx + 7, cy + 7) > 0.55 ? mix(below, light, smooth(radius, radius * 0.5, distance)) : below;
  };
}

const dawn = skyOf({ high: '#4a6fa5', low: '#f7c59f', light: '#ffe8c2', at: [0.72, 0.52], size: 0.05 });
const noon = skyOf({ high: '#2f7fd1', low: '#cfe8fa', light: '#ffffff', at: [0.18, 0.16], size: 0.04 });
const dusk = skyOf({ high: '#2b1b4e', low: '#ff8a5b', light: '#ffd08a', at: [0.35, 0.6], size: 0.07 });
const night = skyOf({ high: '#060b1f', low: '#23345f', light: '#f3efd2', at: [0.8, 0.2], size: 0.045 });
const grey = skyOf({ high: '#8a97a6', low: '#dfe4e8', light: '#f5f7f8', at: [0.5, 0.1], size: 0.02 });
const stars = specksBefore(night, { colour: '#ffffff', many: 46, size: 0.11, above: 0.7 });

export const SCENES: Record<string, Shade> = {
  fujiDawn: waterBelow(coneBefore(dawn, { rock: '#3c4a6b', foot: '#f0b891', snow: '#fff3ea', top: 0.2 }), {
    from: 0.72,
    tint: '#34507c',
  }),
  fujiNight: waterBelow(coneBefore(stars, { rock: '#141d38', foot: '#22325c', snow: '#b9c6e6', top: 0.22 }), {
    from: 0.74,
    tint: '#0b1430',
  }),
  alps: ridgesBefore(noon, { far: '#a9c3dc', near: '#1f3b2c', from: 0.36, count: 5, seed: 3 }),
  dusk: ridgesBefore(dusk, { far: '#c9657a', near: '#1b1030', from: 0.5, count: 5, seed: 8 }),
  lake: waterBelow(ridgesBefore(dawn, { far: '#8ea4c4', near: '#2d3f4f', from: 0.36, count: 3, seed: 5 }), {
    from: 0.64,
    tint: '#2d4a63',
  }),
  sea: waterBelow(dusk, { from: 0.62, tint: '#3a2352' }),
  cityNight: cityBefore(stars, { far: '#1c2b52', wall: '#0a0f22', window: '#ffd37a', seed: 4 }),
  cityDay: cityBefore(noon, { far: '#a4cdf0', wall: '#43576b', window: '#dff1ff', seed: 9 }),
  blossom: specksBefore(ridgesBefore(noon, { far: '#d8c8dc', near: '#5f7f58', from: 0.62, count: 3, seed: 2 }), {
    colour: '#ffc4d6',
    many: 26,
    size: 0.34,
    above: 1,
  }),
  snow: specksBefore(ridgesBefore(grey, { far: '#c3ccd5', near: '#3d4a57', from: 0.48, count: 4, seed: 11 }), {
    colour: '#ffffff',
    many: 34,
    size: 0.26,
    above: 1,
  }),
  autumn: ridgesBefore(grey, { far: '#d9b48a', near: '#7a2e12', from: 0.42, count: 5, seed: 6 }),
  moon: ridgesBefore(stars, { far: '#1d2b52', near: '#05070f', from: 0.6, count: 4, seed: 7 }),
};
