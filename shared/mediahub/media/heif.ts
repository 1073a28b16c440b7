// What a HEIF container (HEIC, AVIF; ISO/IEC 23008-12) says about its items before any pixel is decoded: where their bytes
// are, how large they are, how they are cropped and turned, which one is primary. Reads only; throws on what is cut off.
import { boxesIn, boxOf, viewOf, type Box } from './boxes.ts';
import type { Heif, Item, Property } from './heif-item.ts';
import { sequencePicture } from './heif-sequence.ts';

export type { Heif, Item, Property } from './heif-item.ts';

/** A cursor over big-endian fields of varying width. */
class Fields {
  #view: DataView;
  at: number;
  constructor(bytes: Uint8Array, at: number) {
    this.#view = viewOf(bytes);
    this.at = at;
  }
  take(width: number): number {
    if (width === 0) return 0;
    const at = this.at;
    this.at += width;
    if (width === 1) return this.#view.getUint8(at);
    if (width === 2) return this.#view.getUint16(at);
    if (width === 4) return this.#view.getUint32(at);
    return Number(this.#view.getBigUint64(at));
  }
}

const fourcc = (n: number): string =>
  String.fromCharCode((n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255);

/** No camera writes more; a hostile file could claim 4 billion. */
const MAX_ITEMS = 65_536;

const emptyItem = (id: number): Item => ({
  id,
  type: '',
  extents: [],
  inIdat: false,
  properties: [],
  references: new Map(),
});

function readTypes(bytes: Uint8Array, { start, end }: Box, item: (id: number) => Item): void {
  const version = bytes[start] ?? 0;
  for (const box of boxesIn(bytes, start + (version === 0 ? 6 : 8), end)) {
    if (box.type !== 'infe') continue;
    const entry = new Fields(bytes, box.start);
    const entryVersion = entry.take(4) >>> 24;
    if (entryVersion < 2) continue;
    const id = entry.take(entryVersion === 2 ? 2 : 4);
    entry.take(2);
    item(id).type = fourcc(entry.take(4));
  }
}

function readLocations(bytes: Uint8Array, { start }: Box, item: (id: number) => Item): void {
  const fields = new Fields(bytes, start);
  const version = fields.take(4) >>> 24;
  const widths = fields.take(2);
  const [offsets, lengths, bases] = [widths >> 12, (widths >> 8) & 15, (widths >> 4) & 15];
  const indices = version === 0 ? 0 : widths & 15;
  const count = Math.min(fields.take(version < 2 ? 2 : 4), MAX_ITEMS);
  for (let n = 0; n < count; n++) {
    const one = item(fields.take(version < 2 ? 2 : 4));
    one.inIdat = version > 0 && (fields.take(2) & 15) === 1;
    fields.take(2);
    const base = fields.take(bases);
    const extents = fields.take(2);
    for (let e = 0; e < extents; e++) {
      fields.take(indices);
      const offset = base + fields.take(offsets);
      one.extents.push({ offset, length: fields.take(lengths) });
    }
  }
}

function readReferences(bytes: Uint8Array, { start, end }: Box, item: (id: number) => Item): void {
  const width = (bytes[start] ?? 0) === 0 ? 2 : 4;
  for (const box of boxesIn(bytes, start + 4, end)) {
    const fields = new Fields(bytes, box.start);
    const from = item(fields.take(width));
    const count = fields.take(2);
    from.references.set(
      box.type,
      Array.from({ length: count }, () => fields.take(width)),
    );
  }
}

function readProperties(bytes: Uint8Array, { start, end }: Box, item: (id: number) => Item): void {
  const container = boxOf(bytes, 'ipco', start, end);
  if (!container) return;
  const all = [...boxesIn(bytes, container.start, container.end)].map((box): Property => ({
    type: box.type,
    data: bytes.subarray(box.start, box.end),
  }));
  for (const box of boxesIn(bytes, start, end)) {
    if (box.type !== 'ipma') continue;
    const fields = new Fields(bytes, box.start);
    const head = fields.take(4);
    const count = Math.min(fields.take(4), MAX_ITEMS);
    for (let n = 0; n < count; n++) {
      const { properties } = item(fields.take(head >>> 24 === 0 ? 2 : 4));
      for (let left = fields.take(1); left > 0; left--) {
        const index = head & 1 ? fields.take(2) & 0x7fff : fields.take(1) & 0x7f;
        const property = all[index - 1];
        if (property) properties.push(property);
      }
    }
  }
}

/** What its `meta` box has; null: none, or not enough of it to know. */
function itemsOf(bytes: Uint8Array): Heif | null {
  try {
    const meta = boxOf(bytes, 'meta');
    if (!meta) return null;
    const items = new Map<number, Item>();
    const item = (id: number): Item => {
      const one = items.get(id) ?? emptyItem(id);
      items.set(id, one);
      return one;
    };
    const from = meta.start + 4;
    const box = (type: string) => boxOf(bytes, type, from, meta.end);
    const [pitm, iinf, iloc, iprp, iref] = [box('pitm'), box('iinf'), box('iloc'), box('iprp'), box('iref')];
    if (!pitm || !iinf || !iloc || !iprp) return null;
    const named = new Fields(bytes, pitm.start);
    const primary = named.take(4) >>> 24 === 0 ? named.take(2) : named.take(4);
    readTypes(bytes, iinf, item);
    readLocations(bytes, iloc, item);
    readProperties(bytes, iprp, item);
    if (iref) readReferences(bytes, iref, item);
    return items.has(primary) ? { primary, items, idat: box('idat') } : null;
  } catch {
    // A number beyond the end: the container is cut off.
    return null;
  }
}

/** Null: no HEIF, or not enough of it to know. */
export function heifOf(bytes: Uint8Array): Heif | null {
  const items = itemsOf(bytes);
  return sequencePicture(bytes, items === null) ?? items;
}

/** Where the last byte of any item should be: the length that the file ought to have. */
export function heifEnd(bytes: Uint8Array): number {
  const items = [...(heifOf(bytes)?.items.values() ?? [])].filter(({ inIdat }) => !inIdat);
  const ends = items.flatMap(({ extents }) => extents.map(({ offset, length }) => offset + length));
  return ends.reduce((last, end) => Math.max(last, end), 0);
}

/** The bytes of an item, joined. Shorter than announced where the file is cut off. */
export function itemData(bytes: Uint8Array, { idat }: Heif, { extents, inIdat }: Item): Uint8Array {
  const base = inIdat ? (idat?.start ?? 0) : 0;
  const parts = extents.map(({ offset, length }) => {
    const from = base + offset;
    return bytes.subarray(from, length === 0 ? bytes.length : from + length);
  });
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (joined.set(part, at), at + part.length), 0);
  return joined;
}

export const propertyOf = ({ properties }: Item, type: string): Uint8Array | undefined =>
  properties.find((property) => property.type === type)?.data;

const TURNS = new Set(['clap', 'irot', 'imir']);
/** Derived from derived; more is a file that refers to itself. */
const MAX_DERIVED = 4;

/** The picture that is shown: behind an `iden` item its source, turned as the source is and then as that item says. */
export function shownItem({ primary, items }: Heif): Item | null {
  let item = items.get(primary) ?? null;
  for (let depth = 0; item?.type === 'iden' && depth < MAX_DERIVED; depth++) {
    const source = items.get(item.references.get('dimg')?.[0] ?? -1);
    if (!source) return item;
    const turns = item.properties.filter(({ type }) => TURNS.has(type));
    item = { ...source, properties: [...source.properties, ...turns] };
  }
  return item;
}
