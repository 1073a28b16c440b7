// Writing the ZIP: from bucket to bucket as streams of known length, never a file in memory. What is large is written in parts.
import { originalKey } from '#shared/mediahub/media/keys';
import { crc32 } from 'node:zlib';
import { within } from '#shared/engine/runtime/deadline';
import type { ZipFile } from './domain/contents.ts';
import type { Env } from './env.ts';
import { listOf, type Sorted } from './lost-files.ts';
import { zipKey } from './manifest.ts';
import { newPartKey, partEnd, partManifests, readPart, settlePart, type Part } from './parts.ts';
import { directoryLength, filesLength, zip, zipDirectory, zipFiles, zipLength } from './zip/zip.ts';
import type { Opened, Recorded } from './zip/zip.ts';

/** There are no bytes of a file: its media item was deleted in the meantime, or they are lost. */
class FileGone extends Error {
  override name = 'FileGone';
}

/** There is no ZIP to write; the user reads the message. */
export class NothingToWrite extends Error {
  override name = 'NothingToWrite';
}

/** How long a failed put waits for the cause that its source may know. */
const CAUSE_MS = 1_000;
/** A longer file is read twice, as its checksum goes before its bytes; a photo is held in memory instead. */
const HELD_MAX_BYTES = 8 * 1024 * 1024;

/** A file, and its place in the list. */
interface Placed extends ZipFile {
  place: number;
}

export interface Writing {
  env: Pick<Env, 'MEDIA_FILES' | 'EXPORTS'>;
  id: string;
  files: readonly ZipFile[];
  /** Called once the file at this place is through. */
  progressed: (done: number) => Promise<void>;
  /** Called with every chunk. */
  alive: () => void;
  /** Tells the files that have bytes from the lost ones. Called when some have none. */
  sort: <File extends ZipFile>(files: readonly File[]) => Promise<Sorted<File>>;
}

/** `done`: a part was written, with the files up to there. Otherwise the ZIP is whole: its size, and how many files are lost. */
export type Wrote = { done: number } | { size: number; missing: number };

/**
 * Writes as much as one invocation may: the next part, or the end of the ZIP, or all of a small one. Each object appears in R2 when
 * its stream has ended well, or not at all; a crash costs the part that was under way.
 * @throws NothingToWrite when a file was deleted in the meantime, or all are lost
 */
export async function writeNext(writing: Writing): Promise<Wrote> {
  const { env, id, files } = writing;
  const manifests = await partManifests(env.EXPORTS, id);
  const last = manifests.at(-1);
  const from = last === undefined ? 0 : (await readPart(env.EXPORTS, last)).to;
  const to = partEnd(files, from);
  if (from === 0 && to === files.length) return writeWhole(writing);
  if (from === files.length) return writeEnd(writing, manifests);
  await writePart(writing, from, to);
  return { done: to };
}

async function writeWhole(writing: Writing): Promise<Wrote> {
  return withoutLost(writing, 0, writing.files.length, async (there, lost) => {
    if (there.length === 0) throw new NothingToWrite('The originals of all its files are lost.');
    const list = lost.length > 0 ? [listOf(lost, there)] : [];
    const entries = [...there, ...list.map(({ name, bytes }) => ({ name, size: bytes.length }))];
    const open = (n: number) => openFile(writing, there[n], list[0]?.bytes);
    const chunks = zip(entries, open, (n) => writing.progressed(n + 1));
    await putStream(writing, zipKey(writing.id), zipLength(entries), chunks);
    return { size: zipLength(entries), missing: lost.length };
  });
}

async function writePart(writing: Writing, from: number, to: number): Promise<void> {
  const { env, id } = writing;
  const part = await withoutLost(writing, from, to, async (there, lost): Promise<Part> => {
    const written: Part['files'] = [];
    const key = there.length > 0 ? newPartKey(id, from) : null;
    const size = filesLength(there);
    const chunks = zipFiles(
      there,
      (n) => openFile(writing, there[n]),
      async ({ crc32: sum, date }, n) => {
        const { place = 0 } = there[n] ?? {};
        written.push([place, sum, date.getTime()]);
        await writing.progressed(place + 1);
      },
    );
    if (key !== null) await putStream(writing, key, size, chunks);
    return { from, to, key, size, files: written, lost: lost.map(({ place }) => place) };
  });
  await settlePart(env.EXPORTS, id, part);
}

/** Writes the list of lost files, and the directory of all parts. */
async function writeEnd(writing: Writing, manifests: readonly string[]): Promise<Wrote> {
  const { env, id, files } = writing;
  const written: Recorded[] = [];
  const lost: ZipFile[] = [];
  let size = 0;
  for (const key of manifests) {
    const part = await readPart(env.EXPORTS, key);
    written.push(...recordedIn(part, files));
    lost.push(...part.lost.flatMap((place) => files[place] ?? []));
    size += part.size;
    writing.alive();
  }
  if (written.length === 0) throw new NothingToWrite('The originals of all its files are lost.');
  if (filesLength(written) !== size) throw new Error(`the parts of ${id} do not have the length of their files`);
  const list = lost.length > 0 ? [listOf(lost, written)] : [];
  const listed = list.map(({ name, bytes }) => ({ name, size: bytes.length }));
  async function* end() {
    const added: Recorded[] = [];
    yield* zipFiles(
      listed,
      (n) => openFile(writing, undefined, list[n]?.bytes),
      (file) => void added.push(file),
    );
    yield* zipDirectory([...written, ...added]);
  }
  const bytes = filesLength(listed) + directoryLength([...written, ...listed]);
  await putStream(writing, zipKey(id), bytes, end(), { parts: String(manifests.length) });
  return { size: size + bytes, missing: lost.length };
}

const recordedIn = ({ files: written }: Part, files: readonly ZipFile[]): Recorded[] =>
  written.map(([place, sum, time]) => {
    const { name = '', size = 0 } = files[place] ?? {};
    return { name, size, crc32: sum, date: new Date(time) };
  });

/** Tries all of these files; where one turns out to have no bytes, tries those that have some. */
async function withoutLost<T>(
  { files, sort }: Pick<Writing, 'files' | 'sort'>,
  from: number,
  to: number,
  attempt: (there: readonly Placed[], lost: readonly Placed[]) => Promise<T>,
): Promise<T> {
  const some = files.slice(from, to).map((file, n): Placed => ({ ...file, place: from + n }));
  try {
    return await attempt(some, []);
  } catch (error) {
    if (!(error instanceof FileGone)) throw error;
    const { there, lost, deleted } = await sort(some);
    if (deleted) throw new NothingToWrite(`${deleted.name} is not there any more.`);
    return attempt(there, lost);
  }
}

async function* one<T>(only: T): AsyncGenerator<T> {
  yield only;
}

/** Opens a file of the bucket, or else these bytes. */
async function openFile(
  { env: { MEDIA_FILES }, alive }: Pick<Writing, 'env' | 'alive'>,
  file: ZipFile | undefined,
  bytes?: Uint8Array,
): Promise<Opened> {
  if (!file) {
    if (!bytes) throw new Error('there is no such file');
    return { bytes: one(bytes), crc32: crc32(bytes), date: new Date() };
  }
  const get = async (): Promise<R2ObjectBody> => {
    const object = await MEDIA_FILES.get(originalKey(file.media_id));
    if (!object) throw new FileGone(file.name);
    return object;
  };
  const object = await get();
  const date = file.date === undefined ? object.uploaded : new Date(file.date);
  if (object.size <= HELD_MAX_BYTES) {
    const held = await object.bytes();
    return { bytes: one(held), crc32: crc32(held), date };
  }
  const checksum = await crcOf(object, alive);
  return { bytes: (await get()).body as AsyncIterable<Uint8Array>, crc32: checksum, date };
}

async function crcOf({ body }: R2ObjectBody, alive: () => void): Promise<number> {
  let crc = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    crc = crc32(chunk, crc);
    alive();
  }
  return crc;
}

/** Puts chunks as one object, and reads the next one only when the bucket has taken the one before. */
async function putStream(
  { env: { EXPORTS }, alive }: Pick<Writing, 'env' | 'alive'>,
  key: string,
  length: number,
  chunks: AsyncIterable<Uint8Array>,
  customMetadata: Record<string, string> = {},
): Promise<void> {
  const { readable, writable } = new FixedLengthStream(length);
  const writer = writable.getWriter();
  const pour = async () => {
    try {
      for await (const chunk of chunks) {
        await writer.write(chunk);
        alive();
      }
      await writer.close();
    } catch (error) {
      // The put fails with it; the cause is this one.
      await writer.abort(error).catch(() => undefined);
      throw error;
    }
  };
  const poured = pour();
  const put = EXPORTS.put(key, readable, { httpMetadata: { contentType: 'application/zip' }, customMetadata });
  const broken = async (cause: unknown) => {
    // A bucket that refuses may have stopped reading, and the source would wait for a reader.
    void readable.cancel(cause).catch(() => undefined);
    await within(CAUSE_MS, poured);
    throw cause;
  };
  await Promise.all([put.catch(broken), poured]);
}
