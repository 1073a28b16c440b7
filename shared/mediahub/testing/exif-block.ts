// EXIF blocks as cameras, phones and editors write them, put together tag by tag: a small writer of TIFF, and the containers that
// carry one. What a tag says is up to the caller, so that a block may also be broken in any way.

import { crc32 } from '#shared/mediahub/media/crc32';

export type Bytes = Uint8Array<ArrayBuffer>;

/** Types of TIFF 6.0, and 13 of its supplement. */
export const TYPE = { byte: 1, ascii: 2, short: 3, long: 4, rational: 5, undefined: 7, srational: 10 } as const;

export interface Tag {
  id: number;
  type: number;
  /** How many values it claims to hold. */
  count: number;
  /** In the byte order of the block: `Writer` makes them. */
  data: Bytes;
  /** Where it says that its data is; null: where it is. */
  offset?: number | null;
}

export interface Exif {
  littleEndian: boolean;
  ifd0: readonly Tag[];
  exif: readonly Tag[];
  gps: readonly Tag[];
  /** Where the next IFD would be: 0 is nowhere. */
  next: number;
}

const [EXIF_POINTER, GPS_POINTER] = [0x87_69, 0x88_25];
const HEAD = 8;

/** Numbers in one byte order. */
export const writer = (littleEndian: boolean) => {
  const numbers = (width: 2 | 4, values: readonly number[]): Bytes => {
    const bytes = new Uint8Array(width * values.length);
    const view = new DataView(bytes.buffer);
    values.forEach((value, i) =>
      width === 2 ? view.setUint16(2 * i, value, littleEndian) : view.setUint32(4 * i, value, littleEndian),
    );
    return bytes;
  };
  const tag = (id: number, type: number, count: number, data: Bytes): Tag => ({ id, type, count, data });
  return {
    numbers,
    short: (id: number, value: number) => tag(id, TYPE.short, 1, numbers(2, [value])),
    long: (id: number, value: number) => tag(id, TYPE.long, 1, numbers(4, [value])),
    /** Fractions, one after the other. */
    rationals: (id: number, ...pairs: readonly (readonly [number, number])[]) =>
      tag(id, TYPE.rational, pairs.length, numbers(4, pairs.flat())),
    text: (id: number, text: string, type: number = TYPE.ascii) => {
      const data = new Uint8Array(new TextEncoder().encode(`${text}\0`));
      return tag(id, type, data.length, data);
    },
    bytes: (id: number, type: number, data: Bytes) => tag(id, type, data.length, data),
  };
};

const concat = (parts: readonly Uint8Array[]): Bytes => {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
};

/** One directory at `start`, and behind it what does not fit into its entries. */
function directory(tags: readonly Tag[], start: number, next: number, littleEndian: boolean): Bytes {
  const { numbers } = writer(littleEndian);
  let free = start + 2 + 12 * tags.length + 4;
  const outside: Uint8Array[] = [];
  const entries = tags.flatMap(({ id, type, count, data, offset }) => {
    const head = [numbers(2, [id, type]), numbers(4, [count])];
    if (data.length <= 4 && (offset ?? null) === null) {
      const inside = new Uint8Array(4);
      inside.set(data);
      return [...head, inside];
    }
    const entry = [...head, numbers(4, [offset ?? free])];
    const even = new Uint8Array(data.length + (data.length % 2));
    even.set(data);
    outside.push(even);
    free += even.length;
    return entry;
  });
  return concat([numbers(2, [tags.length]), ...entries, numbers(4, [next]), ...outside]);
}

/** The block itself: a TIFF header, the first directory, then the camera's and that of the place. */
export function exifBlock({ littleEndian, ifd0, exif, gps, next }: Exif): Bytes {
  const { numbers, long } = writer(littleEndian);
  const pointers = (atExif: number, atGps: number) => [
    ...ifd0,
    ...(exif.length > 0 ? [long(EXIF_POINTER, atExif)] : []),
    ...(gps.length > 0 ? [long(GPS_POINTER, atGps)] : []),
  ];
  const atExif = HEAD + directory(pointers(0, 0), HEAD, next, littleEndian).length;
  const camera = directory(exif, atExif, 0, littleEndian);
  const atGps = atExif + (exif.length > 0 ? camera.length : 0);
  return concat([
    new TextEncoder().encode(littleEndian ? 'II' : 'MM'),
    numbers(2, [42]),
    numbers(4, [HEAD]),
    directory(pointers(atExif, atGps), HEAD, next, littleEndian),
    ...(exif.length > 0 ? [camera] : []),
    ...(gps.length > 0 ? [directory(gps, atGps, 0, littleEndian)] : []),
  ]);
}

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const big = writer(false).numbers;

/** A JPEG header with a segment of an application in it: no pixels, as no one decodes it. */
export const jpegWith = (name: string, data: Uint8Array): Bytes =>
  concat([
    new Uint8Array([0xff, 0xd8, 0xff, 0xe1]),
    big(2, [name.length + data.length + 2]),
    ascii(name),
    data,
    new Uint8Array([0xff, 0xc0, 0, 17, 8, 0, 30, 0, 40, 3, 1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0, 0xff, 0xd9]),
  ]);

export const inJpeg = (block: Uint8Array): Bytes => jpegWith('Exif\0\0', block);

const chunk = (type: string, data: Uint8Array): Bytes => {
  const named = concat([ascii(type), data]);
  return concat([big(4, [data.length]), named, big(4, [crc32(named)])]);
};

/** A PNG with one more chunk, and without pixels. */
export const pngWith = (type: string, data: Uint8Array): Bytes =>
  concat([
    new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', concat([big(4, [40, 30]), new Uint8Array([8, 2, 0, 0, 0])])),
    chunk(type, data),
    chunk('IEND', new Uint8Array(0)),
  ]);

export const inPng = (block: Uint8Array): Bytes => pngWith('eXIf', block);

/** A WebP with one more chunk, and without pixels. */
export function webpWith(type: string, data: Uint8Array): Bytes {
  const little = writer(true).numbers;
  const riff = (name: string, payload: Uint8Array) =>
    concat([ascii(name), little(4, [payload.length]), payload, new Uint8Array(payload.length % 2)]);
  const canvas = riff('VP8X', new Uint8Array([0x08, 0, 0, 0, 39, 0, 0, 29, 0, 0]));
  const body = concat([ascii('WEBP'), canvas, riff(type, data)]);
  return concat([ascii('RIFF'), little(4, [body.length]), body]);
}

export const inWebp = (block: Uint8Array): Bytes => webpWith('EXIF', concat([ascii('Exif\0\0'), block]));
