// Bits and prefix codes of a lossless WebP (RFC 9649, 3.7.2): canonical Huffman codes, whose bits come lowest first.

export class Bits {
  readonly #bytes: Uint8Array;
  #at: number;
  #held = 0;
  #count = 0;
  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  /** Has at least `count` bits in hand, of at most 24. @throws well behind the end */
  #need(count: number): void {
    while (this.#count < count) {
      if (this.#at > this.#bytes.length + 8) throw new Error('the pixels end too early');
      this.#held |= (this.#bytes[this.#at++] ?? 0) << this.#count;
      this.#count += 8;
    }
  }
  peek(count: number): number {
    this.#need(count);
    return this.#held & ((1 << count) - 1);
  }
  skip(count: number): void {
    this.#held >>>= count;
    this.#count -= count;
  }
  take(count: number): number {
    const value = this.peek(count);
    this.skip(count);
    return value;
  }
}

const MAX_LENGTH = 15;
/** Codes as long as this, and shorter, are found at once. */
const ROOT_BITS = 8;
/** In the place of a length: the code is longer. */
const LONG = 15;

/** One prefix code. */
export class PrefixCode {
  /** By the next bits: the symbol, and in its lowest four bits the length of its code. */
  readonly #root = new Uint16Array(1 << ROOT_BITS);
  readonly #counts = new Uint16Array(MAX_LENGTH + 1);
  /** By length, then by number. */
  readonly #symbols: Uint16Array;

  /** @param lengths of the code of each symbol; 0: it has none */
  constructor(lengths: Uint8Array) {
    for (const length of lengths) this.#counts[length] = (this.#counts[length] ?? 0) + 1;
    this.#counts[0] = 0;
    const starts = new Uint16Array(MAX_LENGTH + 2);
    for (let n = 1; n <= MAX_LENGTH; n++) starts[n + 1] = (starts[n] ?? 0) + (this.#counts[n] ?? 0);
    const used = starts[MAX_LENGTH + 1] ?? 0;
    this.#symbols = new Uint16Array(used);
    lengths.forEach((length, symbol) => {
      if (length === 0) return;
      const at = starts[length] ?? 0;
      this.#symbols[at] = symbol;
      starts[length] = at + 1;
    });
    // Of one symbol nothing has to be said.
    if (used === 1) this.#root.fill((this.#symbols[0] ?? 0) << 4);
    else this.#fillRoot();
  }

  #fillRoot(): void {
    this.#root.fill(LONG);
    let [code, at] = [0, 0];
    for (let length = 1; length <= ROOT_BITS; length++, code <<= 1)
      for (let n = this.#counts[length] ?? 0; n > 0; n--, code++, at++) {
        let reversed = 0;
        for (let bit = 0; bit < length; bit++) reversed |= ((code >> bit) & 1) << (length - 1 - bit);
        const entry = ((this.#symbols[at] ?? 0) << 4) | length;
        for (let i = reversed; i < this.#root.length; i += 1 << length) this.#root[i] = entry;
      }
  }

  /** The next symbol. @throws where there is none of that code */
  next(bits: Bits): number {
    const entry = this.#root[bits.peek(ROOT_BITS)] ?? LONG;
    if ((entry & 15) !== LONG) {
      bits.skip(entry & 15);
      return entry >> 4;
    }
    let [code, first, at] = [0, 0, 0];
    const ahead = bits.peek(MAX_LENGTH);
    for (let length = 1; length <= MAX_LENGTH; length++) {
      code |= (ahead >> (length - 1)) & 1;
      const count = this.#counts[length] ?? 0;
      if (code - first < count) {
        bits.skip(length);
        return this.#symbols[at + code - first] ?? 0;
      }
      at += count;
      first = (first + count) << 1;
      code <<= 1;
    }
    throw new Error('no such code');
  }
}

const LENGTH_ORDER = [17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15];
/** What repeats: how many bits say how often, the least, and whether it is the last length or zero. */
const REPEATS = [
  [2, 3, true],
  [3, 3, false],
  [7, 11, false],
] as const;

function readLengths(bits: Bits, alphabet: number): Uint8Array {
  const ofLengths = new Uint8Array(LENGTH_ORDER.length);
  const said = 4 + bits.take(4);
  for (let i = 0; i < said; i++) ofLengths[LENGTH_ORDER[i] ?? 0] = bits.take(3);
  const code = new PrefixCode(ofLengths);
  let most = bits.take(1) ? 2 + bits.take(2 + 2 * bits.take(3)) : alphabet;
  const lengths = new Uint8Array(alphabet);
  let last = 8;
  for (let i = 0; i < alphabet && most > 0; most--) {
    const symbol = code.next(bits);
    const repeat = REPEATS[symbol - 16];
    if (!repeat) {
      lengths[i++] = symbol;
      if (symbol > 0) last = symbol;
      continue;
    }
    const [width, least, isLast] = repeat;
    const end = i + least + bits.take(width);
    lengths.fill(isLast ? last : 0, i, end);
    i = end;
  }
  return lengths;
}

/** Reads what one code is (RFC 9649, 3.7.2.1). */
export function readCode(bits: Bits, alphabet: number): PrefixCode {
  if (bits.take(1) === 0) return new PrefixCode(readLengths(bits, alphabet));
  const lengths = new Uint8Array(Math.max(alphabet, 256));
  const two = bits.take(1) === 1;
  lengths[bits.take(bits.take(1) === 1 ? 8 : 1)] = 1;
  if (two) lengths[bits.take(8)] = 1;
  return new PrefixCode(lengths);
}
