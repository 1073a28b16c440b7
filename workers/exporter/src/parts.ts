// A ZIP of many files is written in parts, one an invocation: on Cloudflare a request may call R2 a thousand times (ten thousand
// where that is paid for), works for half a minute, and a saga's call has a timeout. Each part is an object of its own, with a
// manifest beside it that the directory is made from; a download reads one part after the other.
// A part and its manifest share no transaction. The part is written first, so no manifest is without its part; a part without a
// manifest counts for nothing: it is written again under another name, and deleted with the export.
import * as z from 'zod';
import type { ZipFile } from './domain/contents.ts';
import { keysBelow, prefixOf, putOnce } from './manifest.ts';

/** Files of a part, each of which is opened once, or twice where it is long, and asked for once more where one is lost. */
export const PART_FILES = 250;
/** And bytes, with more only where one file has more. */
export const PART_BYTES = 256 * 1024 * 1024;

const Part = z.object({
  /** From this file of the list up to, not including, that one. */
  from: z.int(),
  to: z.int(),
  /** Where its bytes are; null when all of its files are lost. */
  key: z.string().nullable(),
  size: z.int(),
  /** Of each file in it: its place in the list, checksum, and time. */
  files: z.array(z.tuple([z.int(), z.int(), z.number()])),
  /** Places of files whose originals are lost. */
  lost: z.array(z.int()),
});
export type Part = z.infer<typeof Part>;

/** Where the part ends that begins with this file. */
export function partEnd(files: readonly Pick<ZipFile, 'size'>[], from: number): number {
  let [to, bytes] = [from, 0];
  for (; to < files.length && to - from < PART_FILES; to++) {
    bytes += files[to]?.size ?? 0;
    if (to > from && bytes > PART_BYTES) break;
  }
  return to;
}

const padded = (n: number): string => String(n).padStart(8, '0');
const manifestKey = (id: string, from: number): string => `${prefixOf(id)}${padded(from)}.json`;
const isManifest = (key: string): boolean => /\/\d{8}\.json$/.test(key);

/** A key that no other try of this part has: of two at once only one gets a manifest. */
export const newPartKey = (id: string, from: number): string =>
  `${prefixOf(id)}${padded(from)}-${crypto.randomUUID()}.part`;

/** The keys of the parts' manifests, in the order of the parts. */
export async function partManifests(exports: R2Bucket, id: string): Promise<string[]> {
  const found: string[] = [];
  for await (const keys of keysBelow(exports, id)) found.push(...keys.filter(isManifest));
  return found;
}

/** A part by the key of its manifest. @throws when it is not there any more */
export async function readPart(exports: R2Bucket, key: string): Promise<Part> {
  const object = await exports.get(key);
  if (!object) throw new Error(`${key} is not there any more`);
  return Part.parse(await object.json());
}

/** Writes the manifest of a part that is in R2. Where another try has written one, the bytes of this part are deleted. */
export async function settlePart(exports: R2Bucket, id: string, part: Part): Promise<void> {
  if ((await putOnce(exports, manifestKey(id, part.from), part)) || part.key === null) return;
  await exports.delete(part.key);
}
