// One JPEG of many that lie below each other. A decoder starts over at a restart marker (ITU-T T.81, E.1.4), as it does at
// the beginning of a picture: so strips that were encoded with the same tables become one picture, with such a marker between them.
import { viewOf } from '#shared/mediahub/media/boxes';
import { segmentsOf } from '#shared/mediahub/media/jpeg';
import type { Orientation } from '#shared/mediahub/media/orientation';
import type { Size } from '#shared/mediahub/media/size';

type Bytes = Uint8Array<ArrayBuffer>;

/** Rows and columns of the blocks that are coded together, where chroma is halved in both directions. */
export const MCU = 16;

const [SOI, EOI, SOS, DRI, APP1, RST] = [0xd8, 0xd9, 0xda, 0xdd, 0xe1, 0xd0];
const isFrame = (marker: number): boolean => marker === 0xc0 || marker === 0xc1;

const marked = (marker: number, payload: readonly number[]): Bytes =>
  new Uint8Array([0xff, marker, (payload.length + 2) >> 8, (payload.length + 2) & 255, ...payload]);

/** Nothing but how it is turned. */
const exifOf = (orientation: Orientation): Bytes =>
  marked(APP1, [
    ...new TextEncoder().encode('Exif\0\0MM'), 0, 42, 0, 0, 0, 8,
    0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
  ]); // prettier-ignore

interface Strip {
  /** From behind the start to the scan: tables, and the frame. */
  tables: Bytes;
  /** The scan's own header, with its marker. */
  scan: Bytes;
  coded: Bytes;
}

function stripOf(jpeg: Bytes): Strip {
  const sos = [...segmentsOf(jpeg)].find(({ marker }) => marker === SOS);
  if (!sos || jpeg.at(-1) !== EOI) throw new Error('a strip is no whole JPEG');
  return {
    tables: jpeg.slice(2, sos.start - 4),
    scan: jpeg.slice(sos.start - 4, sos.end),
    coded: jpeg.slice(sos.end, -2),
  };
}

/** With the height of the whole. */
function withHeight(tables: Bytes, height: number): Bytes {
  const own = tables.slice();
  const whole = new Uint8Array([0xff, SOI, ...own]);
  const frame = [...segmentsOf(whole)].find(({ marker }) => isFrame(marker));
  if (!frame) throw new Error('a strip is not baseline');
  viewOf(own).setUint16(frame.start - 2 + 1, height);
  return own;
}

/**
 * @param strips of one width, all but the last of the same height, a multiple of `MCU`
 * @param size of the whole
 * @param stripHeight of every strip but the last
 */
export function joinedJpeg(
  strips: readonly Bytes[],
  { width, height }: Size,
  stripHeight: number,
  orientation: Orientation,
): Bytes {
  const [first, ...others] = strips.map(stripOf);
  if (!first) throw new Error('there is no strip');
  const interval = Math.ceil(width / MCU) * Math.ceil(stripHeight / MCU);
  const parts = [
    new Uint8Array([0xff, SOI]),
    exifOf(orientation),
    withHeight(first.tables, height),
    ...(others.length > 0 ? [marked(DRI, [interval >> 8, interval & 255])] : []),
    first.scan,
    first.coded,
    ...others.flatMap(({ coded }, i) => [new Uint8Array([0xff, RST + (i & 7)]), coded]),
    new Uint8Array([0xff, EOI]),
  ];
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  parts.reduce((at, part) => (joined.set(part, at), at + part.length), 0);
  return joined;
}
