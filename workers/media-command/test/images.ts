// The smallest images that are honest about themselves: real headers, real magic bytes.
const bytes = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

/** 1 × 1, complete. */
export const PNG = bytes(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
);

/** A PNG whose header claims this size. */
export function pngOf(width: number, height: number): Uint8Array<ArrayBuffer> {
  const png = PNG.slice();
  const view = new DataView(png.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return png;
}

const ascii = (text: string): number[] => [...text].map((char) => char.charCodeAt(0));
const marker = (code: number, payload: number[]): number[] => {
  const length = payload.length + 2;
  return [0xff, code, length >> 8, length & 255, ...payload];
};

/** A JPEG up to its frame header: this size, this EXIF orientation, `padding` bytes of metadata before it. */
export function jpegHeaderOf(
  width: number,
  height: number,
  orientation: number,
  padding = 0,
): Uint8Array<ArrayBuffer> {
  const tiff = [
    ...ascii('MM'),
    0,
    42,
    0,
    0,
    0,
    8,
    0,
    1,
    1,
    0x12,
    0,
    3,
    0,
    0,
    0,
    1,
    0,
    orientation,
    0,
    0,
    0,
    0,
    0,
    0,
  ];
  const filler: number[] = [];
  for (let left = padding; left > 0; left -= 60_000)
    filler.push(
      ...marker(
        0xe2,
        Array.from({ length: Math.min(left, 60_000) }, () => 0),
      ),
    );
  const frame = [8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0];
  return new Uint8Array([
    0xff, 0xd8,
    ...marker(0xe1, [...ascii('Exif'), 0, 0, ...tiff]),
    ...filler,
    ...marker(0xc0, frame),
  ]); // prettier-ignore
}

const isoMedia = (brand: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array([0, 0, 0, 24, ...ascii('ftyp'), ...ascii(brand), 0, 0, 0, 0, ...ascii(brand), ...ascii('mif1')]);

export const MP4 = isoMedia('isom');
export const MOV = isoMedia('qt  ');
