// What a HEIF container has: items, their properties, and how they refer to each other (ISO/IEC 14496-12, 8.11).
import type { Box } from './boxes.ts';

export interface Property {
  type: string;
  /** The payload of the box. */
  data: Uint8Array;
}

export interface Item {
  id: number;
  /** `hvc1`, `av01`, `grid`, `Exif` … */
  type: string;
  /** Where its bytes are: in the file, or in the `idat` box. */
  extents: { offset: number; length: number }[];
  inIdat: boolean;
  /** In the order of their association: the order in which transformations are applied. */
  properties: Property[];
  /** Other items by kind of reference: `dimg` the tiles of a grid, `thmb` the image it is a thumbnail of. */
  references: Map<string, number[]>;
}

export interface Heif {
  primary: number;
  items: Map<number, Item>;
  /** Payload of `idat`, as a place in the file. */
  idat: Box | null;
}
