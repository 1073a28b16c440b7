// Real photos for tests: gradients with noise, so that they compress like pictures and not like flat colour. Node only.
import { PhotonImage } from '@cf-wasm/photon/node';

export type PhotoType = 'image/jpeg' | 'image/png' | 'image/webp';

/** An encoded image of this size. `seed` makes pictures that differ. */
export function photo(
  width: number,
  height: number,
  type: PhotoType = 'image/jpeg',
  seed = 1,
): Uint8Array<ArrayBuffer> {
  const pixels = new Uint8Array(width * height * 4);
  let noise = seed * 2_654_435_761;
  for (let at = 0, y = 0; y < height; y++)
    for (let x = 0; x < width; x++, at += 4) {
      noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
      pixels[at] = (x * 255) / width + (noise >>> 29);
      pixels[at + 1] = (y * 255) / height;
      pixels[at + 2] = (seed * 40 + (x ^ y) / 8) % 255;
      pixels[at + 3] = 255;
    }
  const image = new PhotonImage(pixels, width, height);
  try {
    const bytes =
      type === 'image/jpeg'
        ? image.get_bytes_jpeg(80)
        : type === 'image/png'
          ? image.get_bytes()
          : image.get_bytes_webp();
    return new Uint8Array(bytes);
  } finally {
    image.free();
  }
}

/** The same picture with a name behind its end, which decoders ignore: for the system other bytes, hence another media. */
export function named(picture: Uint8Array, name: string): Uint8Array<ArrayBuffer> {
  const behind = new TextEncoder().encode(name);
  const bytes = new Uint8Array(picture.length + behind.length);
  bytes.set(picture);
  bytes.set(behind, picture.length);
  return bytes;
}
