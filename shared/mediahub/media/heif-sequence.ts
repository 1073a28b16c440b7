// An AVIF that is a sequence (`avis`; ISO/IEC 14496-12): browsers show its track, and the track's first sample is a picture. It is
// given the form of an item, so that everything else need not know about tracks.
import { boxesIn, boxOf, viewOf, type Box } from './boxes.ts';
import type { Heif, Item, Property } from './heif-item.ts';

const TYPE = new TextDecoder('latin1');
const textAt = (bytes: Uint8Array, at: number): string => TYPE.decode(bytes.subarray(at, at + 4));

/** Fields of a visual sample entry before its own boxes. */
const SAMPLE_ENTRY = 78;
const [WIDTH, HEIGHT] = [24, 26];

const within = (bytes: Uint8Array, box: Box | null, ...path: string[]): Box | null =>
  path.reduce<Box | null>((found, type) => found && boxOf(bytes, type, found.start, found.end), box);

/** Which handler says what a track is: `pict` a sequence of pictures, `auxv` how far they can be seen through. */
const handlerOf = (bytes: Uint8Array, trak: Box): string => {
  const hdlr = within(bytes, trak, 'mdia', 'hdlr');
  return hdlr ? textAt(bytes, hdlr.start + 8) : '';
};

function firstOffset(bytes: Uint8Array, stbl: Box): number | null {
  const [stco, co64] = [within(bytes, stbl, 'stco'), within(bytes, stbl, 'co64')];
  const view = viewOf(bytes);
  if (stco && stco.end - stco.start >= 12) return view.getUint32(stco.start + 8);
  return co64 && co64.end - co64.start >= 16 ? Number(view.getBigUint64(co64.start + 8)) : null;
}

function firstSize(bytes: Uint8Array, stbl: Box): number {
  const stsz = within(bytes, stbl, 'stsz');
  if (!stsz || stsz.end - stsz.start < 12) return 0;
  const view = viewOf(bytes);
  const same = view.getUint32(stsz.start + 4);
  return same > 0 || stsz.end - stsz.start < 16 ? same : view.getUint32(stsz.start + 12);
}

function pictureOf(bytes: Uint8Array, trak: Box): Item | null {
  const stbl = within(bytes, trak, 'mdia', 'minf', 'stbl');
  const stsd = stbl && within(bytes, stbl, 'stsd');
  const entry = stsd && boxOf(bytes, 'av01', stsd.start + 8, stsd.end);
  const offset = stbl && firstOffset(bytes, stbl);
  if (!stbl || !entry || offset === null || entry.end - entry.start < SAMPLE_ENTRY) return null;
  const ispe = new Uint8Array(12);
  ispe.set(bytes.subarray(entry.start + WIDTH, entry.start + HEIGHT), 6);
  ispe.set(bytes.subarray(entry.start + HEIGHT, entry.start + HEIGHT + 2), 10);
  const own = [...boxesIn(bytes, entry.start + SAMPLE_ENTRY, entry.end)].map((box): Property => ({
    type: box.type,
    data: bytes.subarray(box.start, box.end),
  }));
  const extents = [{ offset, length: firstSize(bytes, stbl) }];
  const properties = [{ type: 'ispe', data: ispe }, ...own];
  return { id: 1, type: 'av01', extents, inIdat: false, properties, references: new Map() };
}

/**
 * Null: no sequence.
 * @param alone no item is there that could be shown instead: then a track is shown without its alpha
 */
export function sequencePicture(bytes: Uint8Array, alone: boolean): Heif | null {
  if (textAt(bytes, 4) !== 'ftyp' || textAt(bytes, 8) !== 'avis') return null;
  const moov = boxOf(bytes, 'moov');
  const tracks = moov ? [...boxesIn(bytes, moov.start, moov.end)].filter(({ type }) => type === 'trak') : [];
  const pictures = tracks.find((trak) => handlerOf(bytes, trak) === 'pict');
  const seesThrough = tracks.some((trak) => handlerOf(bytes, trak) === 'auxv');
  const item = pictures && (alone || !seesThrough) ? pictureOf(bytes, pictures) : null;
  return item && { primary: item.id, items: new Map([[item.id, item]]), idat: null };
}
