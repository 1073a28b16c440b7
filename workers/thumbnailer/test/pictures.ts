// Small real pictures for the tests, encoded by photon itself: left half red, right half blue.
import { PhotonImage } from '@cf-wasm/photon/workerd';

export type Format = 'jpeg' | 'png' | 'webp';

const RED = [220, 20, 20];
const BLUE = [20, 20, 220];
const WHITE = [255, 255, 255];

type Paint = (x: number, y: number) => number[];
const halves: Paint = (x) => (x < 0.5 ? RED : BLUE);
const corners: Paint = (x, y) => (y < 0.5 ? halves(x, y) : WHITE);

/** Encodes what `paint` says about every pixel, by its share of the width and of the height. */
function encode(
  width: number,
  height: number,
  format: Format,
  alpha = 255,
  paint = halves,
): Uint8Array<ArrayBuffer> {
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++)
    rgba.set([...paint((i % width) / width, Math.floor(i / width) / height), alpha], i * 4);
  const image = new PhotonImage(rgba, width, height);
  const bytes = {
    jpeg: () => image.get_bytes_jpeg(90),
    png: () => image.get_bytes(),
    webp: () => image.get_bytes_webp(),
  };
  const encoded = new Uint8Array(bytes[format]());
  image.free();
  return encoded;
}

export const picture = (width: number, height: number, format: Format): Uint8Array<ArrayBuffer> =>
  encode(width, height, format);

/** Red in its upper left corner, blue in its upper right one, white below. */
export const pictureOfCorners = (width: number, height: number): Uint8Array<ArrayBuffer> =>
  encode(width, height, 'jpeg', 255, corners);

/** A picture that one can see through everywhere; of WebP photon makes a lossless one. */
export const transparent = (
  width: number,
  height: number,
  format: 'png' | 'webp' = 'png',
): Uint8Array<ArrayBuffer> => encode(width, height, format, 0);

/** Puts an EXIF segment with an orientation and a camera's name behind the start marker of a JPEG. */
export function withOrientation(jpeg: Uint8Array, orientation: number): Uint8Array<ArrayBuffer> {
  const ascii = (text: string) => [...text].map((char) => char.charCodeAt(0));
  const tiff = [
    ...ascii('MM'), 0, 42, 0, 0, 0, 8, // big endian, first directory at 8
    0, 2, // two entries
    0x01, 0x0f, 0, 2, 0, 0, 0, 4, ...ascii('Cam'), 0, // Make, ASCII
    0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, // Orientation, SHORT
    0, 0, 0, 0, // no further directory
  ]; // prettier-ignore
  const exif = [...ascii('Exif'), 0, 0, ...tiff];
  const length = exif.length + 2;
  return new Uint8Array([0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...exif, ...jpeg.subarray(2)]);
}

/** Only the header of an interlaced PNG that claims this size: nothing behind it. */
export function pngClaiming(width: number, height: number): Uint8Array<ArrayBuffer> {
  const png = picture(1, 1, 'png');
  const view = new DataView(png.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  png[28] = 1;
  return png;
}

export interface Seen {
  width: number;
  height: number;
  /** Red, green and blue at a point. */
  colour(x: number, y: number): [number, number, number];
  /** The colour at a point, given as fractions of width and height. */
  at(x: number, y: number): 'red' | 'blue' | 'white' | 'other';
}

/** Decodes a picture to look at it. */
export function look(bytes: Uint8Array): Seen {
  const image = PhotonImage.new_from_byteslice(bytes);
  const [width, height, rgba] = [image.get_width(), image.get_height(), image.get_raw_pixels()];
  image.free();
  const colour = (x: number, y: number): [number, number, number] => {
    const i = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
    const [r = 0, g = 0, b = 0] = rgba.subarray(i, i + 3);
    return [r, g, b];
  };
  return {
    width,
    height,
    colour,
    at(x, y) {
      const [r, g, b] = colour(x, y);
      if (r > 240 && g > 240 && b > 240) return 'white';
      if (r > 150 && b < 100) return 'red';
      return b > 150 && r < 100 ? 'blue' : 'other';
    },
  };
}
