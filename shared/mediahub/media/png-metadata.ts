// The metadata of a PNG as it is written today. Before there was an eXIf chunk, ImageMagick and what builds on it wrote EXIF, XMP
// and IPTC in hexadecimal into a text named "Raw profile type …", mostly compressed; exiftool still does so on demand.
import { iptcDate } from './iptc.ts';
import { chunksOf, PNG_SIGNATURE, type Chunk } from './png.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Of one text, however far it would inflate. Enough for what EXIF may have, in hexadecimal. */
const MAX_BYTES = 400_000;
const EXIF = 'Exif\0\0';
const XMP = /^(?:http:\/\/ns\.adobe\.com\/xap\/1\.0\/\0)?(?=\s*<(?:\?xpacket|x:xmpmeta|rdf:RDF))/;
/** Its name, its kind once more, the number of its bytes, and these in lines of hexadecimal digits. */
const PROFILE = /^Raw profile type [^\0]+\0\n[^\n]*\n\s*\d+\n([\da-f\s]*)$/i;
const COMPRESSED_TEXT = /^([^\0]+\0)\0/;
const COMPRESSED_ITXT = /^([^\0]+\0)[^\0]\0[^\0]*\0[^\0]*\0/;

/** A character for each byte, and back. */
const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
const bytesOf = (text: string): Bytes => Uint8Array.from(text, (char) => char.charCodeAt(0));
const joined = async (parts: Uint8Array[]): Promise<Bytes> => new Uint8Array(await new Blob(parts).arrayBuffer());

/** As far as it is sound. */
async function inflated(data: Bytes): Promise<Bytes> {
  const parts: Uint8Array[] = [];
  try {
    const reader = new Blob([data]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
    for (let bytes = 0; bytes < MAX_BYTES;) {
      const { value } = await reader.read();
      if (!value) return await joined(parts);
      parts.push(value);
      bytes += value.length;
    }
    await reader.cancel();
  } catch {
    // Broken behind what has come.
  }
  return joined(parts);
}

async function plain({ type, data }: Chunk): Promise<Chunk> {
  const start = latin1(data.subarray(0, 1000));
  const head = (type === 'zTXt' ? COMPRESSED_TEXT : type === 'iTXt' ? COMPRESSED_ITXT : null)?.exec(start);
  if (!head) return { type, data };
  const [{ length }, name = ''] = head;
  const text = await inflated(data.slice(length));
  return type === 'zTXt'
    ? { type: 'tEXt', data: await joined([bytesOf(name), text]) }
    : { type, data: await joined([bytesOf(`${name}\0\0\0\0`), text]) };
}

function unwrapped(chunk: Chunk): Chunk {
  const text = new TextDecoder('latin1').decode(chunk.data.subarray(0, MAX_BYTES));
  const digits = PROFILE.exec(text)?.[1]?.replaceAll(/\s/g, '') ?? '';
  const profile = latin1(Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
  if (profile.startsWith(EXIF)) return { type: 'eXIf', data: bytesOf(profile.slice(EXIF.length)) };
  const xmp = XMP.exec(profile);
  if (xmp) return { type: 'iTXt', data: bytesOf(`XML:com.adobe.xmp\0\0\0\0\0${profile.slice(xmp[0].length)}`) };
  const date = iptcDate(profile);
  return date === null ? chunk : { type: 'tEXt', data: bytesOf(`Creation Time\0${date}`) };
}

/** A PNG of nothing but its metadata, each text in the chunk that is meant for it; the checksums are left at 0. */
export async function metadataOfPng(png: Bytes): Promise<Bytes> {
  const own: Chunk[] = [];
  const found: Chunk[] = [];
  for (const chunk of chunksOf(png))
    if (chunk.type === 'eXIf') own.push(chunk);
    else if (/^(?:tEXt|zTXt|iTXt)$/.test(chunk.type)) found.push(unwrapped(await plain(chunk)));
  const exif = [...own, ...found.filter(({ type }) => type === 'eXIf')].slice(0, 1);
  const parts = [...exif, ...found.filter(({ type }) => type !== 'eXIf')].flatMap(({ type, data }) => {
    const length = new Uint8Array(4);
    new DataView(length.buffer).setUint32(0, data.length);
    return [length, bytesOf(type), data, new Uint8Array(4)];
  });
  return joined([Uint8Array.from(PNG_SIGNATURE), ...parts]);
}
