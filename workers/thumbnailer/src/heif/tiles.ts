// The pieces of a HEIF picture: one, or the tiles of a grid (ISO/IEC 23008-12, 6.6.2.3), which phones write so that no
// decoder needs more memory than one tile takes.
import { itemData, type Heif, type Item } from '#shared/mediahub/media/heif';
import { shapeOf } from '#shared/mediahub/media/heif-shape';
import { viewOf } from '#shared/mediahub/media/boxes';
import type { Size } from '#shared/mediahub/media/size';

export interface Tile {
  item: Item;
  left: number;
  top: number;
}

export interface Tiles {
  /** Of the whole picture, as encoded. */
  size: Size;
  /** Of one piece. */
  tile: Size;
  tiles: Tile[];
}

function gridOf(bytes: Uint8Array, heif: Heif, grid: Item): { columns: number; size: Size } | null {
  const data = itemData(bytes, heif, grid);
  const wide = ((data[1] ?? 0) & 1) === 1;
  if (data.length < (wide ? 12 : 8)) return null;
  const view = viewOf(data);
  const size = wide
    ? { width: view.getUint32(4), height: view.getUint32(8) }
    : { width: view.getUint16(4), height: view.getUint16(6) };
  return { columns: (data[3] ?? 0) + 1, size };
}

/** Null when a piece is missing, or does not say how large it is. */
export function tilesOf(bytes: Uint8Array, heif: Heif, item: Item): Tiles | null {
  if (item.type !== 'grid') {
    const size = shapeOf(item)?.coded;
    return size ? { size, tile: size, tiles: [{ item, left: 0, top: 0 }] } : null;
  }
  const grid = gridOf(bytes, heif, item);
  const items = (item.references.get('dimg') ?? []).flatMap((id) => heif.items.get(id) ?? []);
  const tile = items[0] && shapeOf(items[0])?.coded;
  if (!grid || !tile) return null;
  const { columns, size } = grid;
  const tiles = items.map((one, i) => ({
    item: one,
    left: (i % columns) * tile.width,
    top: Math.floor(i / columns) * tile.height,
  }));
  return { size, tile, tiles };
}
