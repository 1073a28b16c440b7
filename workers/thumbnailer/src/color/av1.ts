// What an AV1 picture says about itself (AV1, 5.5): bits, chroma and colours are in the sequence header at its start.
// A container that names no colours leaves them to this header, and many encoders write neither box nor full range.
import type { Size } from '#shared/mediahub/media/size';
import type { Cicp } from './heif.ts';

export interface Av1Sequence extends Cicp, Size {
  bits: number;
  monochrome: boolean;
  /** It can be shown coarser: the first picture in it may be a small one. */
  layered: boolean;
}

const SEQUENCE_HEADER = 1;
const [SRGB_PRIMARIES, SRGB_TRANSFER, IDENTITY] = [1, 13, 0];
const UNSPECIFIED = 2;
const HIGH_PROFILE = 1;
const PROFESSIONAL = 2;
/** "Chosen by each frame". */
const SELECT = 2;

/** Most significant bit first; zeros behind the end. */
class Bits {
  readonly #bytes: Uint8Array;
  #at = 0;
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }
  take(count: number): number {
    let value = 0;
    for (let n = 0; n < count; n++, this.#at++)
      value = value * 2 + (((this.#bytes[this.#at >> 3] ?? 0) >> (7 - (this.#at & 7))) & 1);
    return value;
  }
  flag(): boolean {
    return this.take(1) === 1;
  }
  skipVariable(): void {
    let zeros = 0;
    while (zeros < 32 && !this.flag()) zeros++;
    this.take(zeros);
  }
}

function* obusIn(bytes: Uint8Array): Generator<{ type: number; payload: Uint8Array }, void> {
  for (let at = 0; at < bytes.length;) {
    const head = bytes[at] ?? 0;
    at += head & 4 ? 2 : 1;
    let size = bytes.length - at;
    if (head & 2) {
      size = 0;
      for (let shift = 0; shift < 28; shift += 7) {
        const byte = bytes[at++] ?? 0;
        size |= (byte & 127) << shift;
        if (byte < 128) break;
      }
    }
    yield { type: (head >> 3) & 15, payload: bytes.subarray(at, at + size) };
    at += size;
  }
}

function skipTiming(bits: Bits): { delay: number } | null {
  if (!bits.flag()) return null;
  bits.take(64);
  if (bits.flag()) bits.skipVariable();
  if (!bits.flag()) return null;
  const delay = bits.take(5) + 1;
  bits.take(42);
  return { delay };
}

/** @returns how many there are */
function skipOperatingPoints(bits: Bits): number {
  const model = skipTiming(bits);
  const displayDelay = bits.flag();
  const count = bits.take(5) + 1;
  for (let points = count; points > 0; points--) {
    bits.take(12);
    if (bits.take(5) > 7) bits.take(1);
    if (model && bits.flag()) bits.take(2 * model.delay + 1);
    if (displayDelay && bits.flag()) bits.take(4);
  }
  return count;
}

function skipTools(bits: Bits): void {
  bits.take(4);
  const ordered = bits.flag();
  if (ordered) bits.take(2);
  const screen = bits.flag() ? SELECT : bits.take(1);
  if (screen > 0 && !bits.flag()) bits.take(1);
  if (ordered) bits.take(3);
}

function colorsOf(bits: Bits, profile: number): Omit<Av1Sequence, keyof Size | 'layered'> {
  const high = bits.flag();
  const depth = high && profile === PROFESSIONAL && bits.flag() ? 12 : high ? 10 : 8;
  const monochrome = profile !== HIGH_PROFILE && bits.flag();
  const described = bits.flag();
  const code = () => (described ? bits.take(8) : UNSPECIFIED);
  const [primaries, transfer, matrix] = [code(), code(), code()];
  const isRgb = primaries === SRGB_PRIMARIES && transfer === SRGB_TRANSFER && matrix === IDENTITY;
  const fullRange = (!monochrome && isRgb) || bits.flag();
  return { bits: depth, monochrome, primaries, transfer, matrix, fullRange };
}

function sequenceOf(payload: Uint8Array): Av1Sequence {
  const bits = new Bits(payload);
  const profile = bits.take(3);
  bits.take(1);
  const reduced = bits.flag();
  if (reduced) bits.take(5);
  const points = reduced ? 1 : skipOperatingPoints(bits);
  const [across, down] = [bits.take(4) + 1, bits.take(4) + 1];
  const [width, height] = [bits.take(across) + 1, bits.take(down) + 1];
  if (!reduced && bits.flag()) bits.take(7);
  bits.take(3);
  if (!reduced) skipTools(bits);
  bits.take(3);
  return { ...colorsOf(bits, profile), width, height, layered: points > 1 };
}

/** Null when the picture does not begin with a sequence header. */
export function av1Sequence(item: Uint8Array): Av1Sequence | null {
  for (const { type, payload } of obusIn(item)) if (type === SEQUENCE_HEADER) return sequenceOf(payload);
  return null;
}
