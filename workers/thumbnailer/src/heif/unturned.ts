// A HEIF file without crops and rotations, for ImageMagick's decoder: it turns an AVIF in the order of the boxes,
// which browsers do not, and takes none where the alpha beside the picture is not cropped as the picture is.
import { propertyOf, type Heif } from '#shared/mediahub/media/heif';
import { viewOf } from '#shared/mediahub/media/boxes';

type Bytes = Uint8Array<ArrayBuffer>;

/** The name of a box precedes its payload. */
const NAME = 4;

/** The same file. What its boxes say is found by `shapeOf`, so nothing is lost. */
export function unturned(bytes: Bytes, heif: Heif): Bytes {
  const copy = bytes.slice();
  const view = viewOf(copy);
  for (const item of heif.items.values())
    for (const { type, data } of item.properties) {
      const at = data.byteOffset - bytes.byteOffset;
      // No turn at all: a box that mirrors becomes one that turns, since every mirror does something.
      if (type === 'imir') copy.set(new TextEncoder().encode('irot'), at - NAME);
      if ((type === 'imir' || type === 'irot') && data.length > 0) copy[at] = 0;
      const size = propertyOf(item, 'ispe');
      if (type !== 'clap' || data.length < 32 || !size || size.length < 12) continue;
      const [width, height] = [viewOf(size).getUint32(4), viewOf(size).getUint32(8)];
      [width, 1, height, 1, 0, 1, 0, 1].forEach((value, i) => view.setUint32(at + 4 * i, value));
    }
  return copy;
}
