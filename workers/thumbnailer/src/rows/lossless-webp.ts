// A lossless WebP row by row (RFC 9649, 3): it may refer to the last million pixels and no further, so these are all that is
// held. libwebp holds the picture twice, 8.8 bytes a pixel. The alpha beside a lossy picture is written the same way.
import type { Size } from '#shared/mediahub/media/size';
import { Bits, readCode, type PrefixCode } from './prefix-codes.ts';
import {
  paletteOf,
  uncorrelated,
  unindexed,
  unpredicted,
  withGreen,
  type Blocks,
  type Undo,
} from './lossless-transforms.ts';

/** Pixels that a reference may reach back: 18 bits, and the prefix that goes before. */
const REACH = 1 << 20;
/** No encoder makes more; each takes some kilobytes. */
const MAX_GROUPS = 4096;
const [LITERALS, LENGTHS, DISTANCES] = [256, 24, 40];

/** Where the nearest pixels are (RFC 9649, 3.6.2.2): rows up, and 8 less the columns to the left. */
const NEAR = Uint8Array.from(
  (
    '1807171928062729161a262a38053739151b363a252b48044749141c353b464a242c58454b343c035759131d565a232d444c555b333d680267' +
    '69121e666a222e545c434d656b323e78017779535d111f646c424e767a212f757b313f636d525e00747c414f1020626e30737d515f40727e61' +
    '6f50717f6070'
  ).match(/../g) ?? [],
  (hex) => Number.parseInt(hex, 16),
);

function distanceOf(code: number, width: number): number {
  const near = NEAR[code - 1];
  return near === undefined ? code - NEAR.length : Math.max(1, (near >> 4) * width + 8 - (near & 15));
}

/** A length or a distance: a prefix, and bits for the rest. */
function valueOf(prefix: number, bits: Bits): number {
  if (prefix < 4) return prefix + 1;
  const extra = (prefix - 2) >> 1;
  return ((2 + (prefix & 1)) << extra) + bits.take(extra) + 1;
}

type Group = readonly [
  green: PrefixCode,
  red: PrefixCode,
  blue: PrefixCode,
  alpha: PrefixCode,
  distance: PrefixCode,
];

/** The codes of a picture: which group a pixel has, by blocks. */
interface Codes {
  cacheBits: number;
  groups: readonly Group[];
  blocks: Blocks | null;
}

const blocksIn = (side: number, bits: number): number => (side + (1 << bits) - 1) >> bits;

function blocksOf(bits: Bits, { width, height }: Size): Blocks {
  const size = bits.take(3) + 2;
  const across = blocksIn(width, size);
  return { bits: size, across, pixels: wholeOf(bits, { width: across, height: blocksIn(height, size) }) };
}

function codesOf(bits: Bits, size: Size, isMain: boolean): Codes {
  const cacheBits = bits.take(1) ? bits.take(4) : 0;
  const blocks = isMain && bits.take(1) ? blocksOf(bits, size) : null;
  let count = 1;
  for (const pixel of blocks?.pixels ?? []) count = Math.max(count, ((pixel >> 8) & 0xffff) + 1);
  if (count > MAX_GROUPS) throw new Error('too many codes');
  const cache = cacheBits > 0 ? 1 << cacheBits : 0;
  const alphabets = [LITERALS + LENGTHS + cache, LITERALS, LITERALS, LITERALS, DISTANCES];
  const group = () => alphabets.map((alphabet) => readCode(bits, alphabet)) as unknown as Group;
  return { cacheBits, groups: Array.from({ length: count }, group), blocks };
}

/** The pixels of an entropy-coded picture, row by row; each is gone with the next. */
function* rowsOf(bits: Bits, { width, height }: Size, { cacheBits, groups, blocks }: Codes) {
  const total = width * height;
  const mask = Math.min(REACH, 2 ** Math.ceil(Math.log2(total + 1))) - 1;
  const held = new Int32Array(mask + 1);
  const cache = new Int32Array(1 << cacheBits);
  const row = new Int32Array(width);
  let [at, x, y] = [0, 0, 0];
  let [copying, distance] = [0, 0];
  let [group] = groups;
  while (y < height) {
    let pixel = 0;
    if (copying > 0) {
      copying--;
      pixel = held[(at - distance) & mask] ?? 0;
    } else {
      // A block begins, or a copy has ended, in another one perhaps.
      if (blocks && ((x & ((1 << blocks.bits) - 1)) === 0 || distance > 0)) {
        distance = 0;
        const block = (y >> blocks.bits) * blocks.across + (x >> blocks.bits);
        group = groups[((blocks.pixels[block] ?? 0) >> 8) & 0xffff];
      }
      if (!group) throw new Error('no such codes');
      const symbol = group[0].next(bits);
      if (symbol < LITERALS) {
        const red = group[1].next(bits);
        const blue = group[2].next(bits);
        pixel = (group[3].next(bits) << 24) | (red << 16) | (symbol << 8) | blue;
      } else if (symbol < LITERALS + LENGTHS) {
        copying = valueOf(symbol - LITERALS, bits) - 1;
        distance = distanceOf(valueOf(group[4].next(bits), bits), width);
        if (distance > at) throw new Error('a reference to before the first pixel');
        pixel = held[(at - distance) & mask] ?? 0;
      } else pixel = cache[symbol - LITERALS - LENGTHS] ?? 0;
    }
    held[at & mask] = pixel;
    if (cacheBits > 0) cache[Math.imul(0x1e35a7bd, pixel) >>> (32 - cacheBits)] = pixel;
    row[x] = pixel;
    at++;
    if (++x < width) continue;
    yield row;
    [x, y] = [0, y + 1];
  }
}

function wholeOf(bits: Bits, size: Size): Int32Array {
  const whole = new Int32Array(size.width * size.height);
  let at = 0;
  for (const row of rowsOf(bits, size, codesOf(bits, size, false))) {
    whole.set(row, at);
    at += size.width;
  }
  return whole;
}

/** How many indices of a palette fit into a pixel, as a power of two. */
const packedBy = (colours: number): number => (colours <= 2 ? 3 : colours <= 4 ? 2 : colours <= 16 ? 1 : 0);

/** The transforms in the order in which they are undone, and the width of what is coded. */
function transformsOf(bits: Bits, { width, height }: Size): { undo: Undo[]; coded: number } {
  const undo: Undo[] = [];
  let coded = width;
  while (bits.take(1)) {
    const kind = bits.take(2);
    const size = { width: coded, height };
    if (kind === 0) undo.unshift(unpredicted(blocksOf(bits, size), coded));
    else if (kind === 1) undo.unshift(uncorrelated(blocksOf(bits, size), coded));
    else if (kind === 2) undo.unshift(withGreen);
    else {
      const colours = bits.take(8) + 1;
      const palette = paletteOf(wholeOf(bits, { width: colours, height: 1 }));
      undo.unshift(unindexed(palette, packedBy(colours), coded));
      coded = blocksIn(coded, packedBy(colours));
    }
  }
  return { undo, coded };
}

/**
 * The rows of a picture as ARGB; each is gone with the next.
 * @param at where its first transform begins
 * @throws where the data makes no sense, or ends
 */
export function* losslessRows(bytes: Uint8Array, at: number, size: Size): Generator<Int32Array, void> {
  const bits = new Bits(bytes, at);
  const { undo, coded } = transformsOf(bits, size);
  const seen = { width: coded, height: size.height };
  let y = 0;
  for (const row of rowsOf(bits, seen, codesOf(bits, seen, true))) {
    yield undo.reduce<Int32Array>((pixels, one) => one(pixels, y), row);
    y++;
  }
}
