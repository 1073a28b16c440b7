// The dates beside EXIF: XMP (ISO 16684-1), which editors and some phones write alone, and what a PNG says of its creation in
// words, or a JPEG in IPTC. Only these few texts are looked for; nothing is parsed as XML, for packets are cut off and nested as anything else.
import { heifOf, itemData } from './heif.ts';
import { iptcDate } from './iptc.ts';
import { isJpeg, segmentsOf } from './jpeg.ts';
import { chunksOf, isPng } from './png.ts';
import { riffChunks } from './riff.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** A packet of XMP, and the date of creation in plain words. */
interface Texts {
  xmp: string | null;
  created: string | null;
}

const NONE: Texts = { xmp: null, created: null };
/** Editors append their whole history; the dates come before it. */
const MAX_BYTES = 1_000_000;
const APP1 = 0xe1;
const APP13 = 0xed;
const IN_JPEG = 'http://ns.adobe.com/xap/1.0/\0';
const IN_PNG = /^XML:com\.adobe\.xmp\0\0\0[^\0]*\0[^\0]*\0/;
const CREATED = /^Creation Time\0(?:\0\0[^\0]*\0[^\0]*\0)?(.*)$/s;
const PACKET = /^\s*<(?:\?xpacket|x:xmpmeta|rdf:RDF)/;

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes);
const utf8 = (bytes: Uint8Array): string => new TextDecoder().decode(bytes.subarray(0, MAX_BYTES));

function inJpeg(jpeg: Bytes): Texts {
  let { xmp, created } = NONE;
  for (const { marker, start, end } of segmentsOf(jpeg)) {
    const text = marker === APP1 ? utf8(jpeg.subarray(start, end)) : '';
    if (text.startsWith(IN_JPEG)) xmp ??= text.slice(IN_JPEG.length);
    if (marker === APP13) created ??= iptcDate(latin1(jpeg.subarray(start, end)));
  }
  return { xmp, created };
}

/** Compressed ones are passed over: see png-metadata.ts. */
function inPng(png: Bytes): Texts {
  let { xmp, created } = NONE;
  for (const { type, data } of chunksOf(png)) {
    if (type !== 'tEXt' && type !== 'iTXt') continue;
    const text = utf8(data);
    const head = IN_PNG.exec(text);
    if (head) xmp ??= text.slice(head[0].length);
    created ??= CREATED.exec(text)?.[1] ?? null;
  }
  return { xmp, created };
}

function inWebp(webp: Bytes): Texts {
  const packet = [...riffChunks(webp)].find(({ type }) => type === 'XMP ');
  return { ...NONE, xmp: packet ? utf8(webp.subarray(packet.start, packet.end)) : null };
}

function inHeif(bytes: Bytes): Texts {
  const heif = heifOf(bytes);
  const texts = [...(heif?.items.values() ?? [])].flatMap((item) =>
    heif && item.type === 'mime' ? [utf8(itemData(bytes, heif, item))] : [],
  );
  return { ...NONE, xmp: texts.find((text) => PACKET.test(text)) ?? null };
}

function textsOf(bytes: Bytes): Texts {
  if (isJpeg(bytes)) return inJpeg(bytes);
  if (isPng(bytes)) return inPng(bytes);
  const head = latin1(bytes.subarray(0, 12));
  if (/^RIFF.{4}WEBP$/s.test(head)) return inWebp(bytes);
  return head.slice(4, 8) === 'ftyp' ? inHeif(bytes) : NONE;
}

/** From the moment of the picture to that of its file. */
const DATES = ['exif:DateTimeOriginal', 'photoshop:DateCreated', 'exif:DateTimeDigitized', 'xmp:CreateDate'];

/** A property is an attribute or an element, as its writer likes. */
const valueOf = (xmp: string, name: string): string | undefined =>
  new RegExp(`\\b${name}\\s*=\\s*["']([^"'<]*)["']`).exec(xmp)?.[1] ??
  new RegExp(`<${name}(?:\\s[^>]*)?>([^<]*)</`).exec(xmp)?.[1];

/** When the picture was made, in the words of its file, the best first; not all of them are dates. */
export function writtenDates(bytes: Bytes): string[] {
  const { xmp, created } = textsOf(bytes);
  const found = DATES.map((name) => (xmp === null ? undefined : valueOf(xmp, name)));
  return [...found, created].filter((text) => typeof text === 'string');
}
