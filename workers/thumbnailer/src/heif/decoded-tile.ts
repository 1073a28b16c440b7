// One piece of a HEIF picture through the decoder that is made for it.
import { propertyOf, type Item } from '#shared/mediahub/media/heif';
import { CODING, type ItemColor } from '../color/heif.ts';
import { withAv1 } from '../decoders/av1.ts';
import { withHevc } from '../decoders/hevc.ts';
import type { Planes } from '../raster.ts';
import { isHigh } from './memory.ts';

export const decodes = (type: string): boolean => type === 'hvc1' || type === 'av01';

export async function decodedTile(
  data: Uint8Array,
  item: Item,
  color: ItemColor,
  use: (planes: Planes) => void,
): Promise<void> {
  if (item.type === 'hvc1') {
    const hvcC = propertyOf(item, 'hvcC');
    if (!hvcC) throw new Error('no hvcC');
    // What the container says goes before what the coded picture says (ISO/IEC 23008-12, 6.5.5).
    withHevc(data, hvcC, (planes) => use({ ...planes, ...color.coding }));
    return;
  }
  if (isHigh(item)) throw new Error('more than 8 bits');
  await withAv1(data, { ...CODING, ...color.coding }, use);
}
