// A ZIP that others can read: as a file, and as a stream that does not know its end. Its length is known before.
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { timeLimit } from '#shared/engine/testing/time-limit';
import { fcParameters } from '#shared/engine/testing/property';
import { filesLength, zip, zipDirectory, zipLength } from './zip.ts';

/** A ZIP has no time zone: it says what the clock on the wall said. */
const DATE = new Date(2024, 4, 6, 7, 8, 10);

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.slice(at, at + size);
}
const collected = async (parts: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const all: Uint8Array[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
};
/** The entries as a streaming reader finds them: each byte once, by the local headers and without the directory at the end. */
function readForwards(zip: Buffer): { name: string; bytes: Buffer }[] {
  const entries = [];
  let at = 0;
  while (zip.readUInt32LE(at) === 0x04034b50) {
    const [flags, method, size] = [zip.readUInt16LE(at + 6), zip.readUInt16LE(at + 8), zip.readUInt32LE(at + 18)];
    const [stored, nameLength, extra] = [
      zip.readUInt32LE(at + 22),
      zip.readUInt16LE(at + 26),
      zip.readUInt16LE(at + 28),
    ];
    const name = zip.toString('utf8', at + 30, at + 30 + nameLength);
    const bytes = zip.subarray(at + 30 + nameLength + extra).subarray(0, size);
    // UTF-8 and no data descriptor; stored as it is.
    expect({ flags, method, stored, crc: zip.readUInt32LE(at + 14) }, name).toEqual({
      flags: 0x0800,
      method: 0,
      stored: size,
      crc: crc32(bytes),
    });
    entries.push({ name, bytes });
    at += 30 + nameLength + extra + size;
  }
  expect(at).toBe(zip.readUInt32LE(zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1')) + 16));
  return entries;
}
const packed = async (files: { name: string; bytes: Uint8Array; date?: Date }[], size = 7): Promise<Buffer> => {
  const entries = files.map(({ name, bytes }) => ({ name, size: bytes.length }));
  const open = async (n: number) => ({
    bytes: chunks(files[n]?.bytes ?? new Uint8Array(), size),
    crc32: crc32(files[n]?.bytes ?? new Uint8Array()),
    date: files[n]?.date ?? DATE,
  });
  const bytes = await collected(zip(entries, open));
  expect(bytes).toHaveLength(zipLength(entries));
  expect(readForwards(bytes)).toEqual(files.map((file) => ({ name: file.name, bytes: Buffer.from(file.bytes) })));
  return bytes;
};

describe('a ZIP', () => {
  it('has the length that was announced, and can be read from its beginning, for any content', async () => {
    const file = fc.record({
      name: fc.string({ minLength: 1, maxLength: 20, unit: 'binary' }).filter((name) => !name.endsWith('/')),
      bytes: fc.uint8Array({ maxLength: 50 }),
      date: fc.date(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 5 }), fc.integer({ min: 1, max: 60 }), async (files, size) => {
        await packed(files, size);
      }),
      fcParameters(100),
    );
  });

  it('of more entries than its end can count says so in ZIP64', { timeout: timeLimit(60_000) }, async () => {
    const entries = Array.from({ length: 65_535 }, (_, n) => ({ name: `${n}`, size: 0 }));
    const bytes = await collected(
      zip(entries, async () => ({ bytes: chunks(new Uint8Array(), 1), crc32: 0, date: DATE })),
    );
    expect(bytes).toHaveLength(zipLength(entries));
    const locator = bytes.length - 22 - 20;
    const end = Number(bytes.readBigUInt64LE(locator + 8));
    expect([bytes.readUInt32LE(locator), bytes.readUInt32LE(end)]).toEqual([0x07064b50, 0x06064b50]);
    const [count, size, offset] = [32, 40, 48].map((at) => Number(bytes.readBigUInt64LE(end + at)));
    expect([count, (offset ?? 0) + (size ?? 0)]).toEqual([65_535, end]);
    expect(bytes.readUInt32LE(offset ?? 0)).toBe(0x02014b50);
    // The records of the first entry go, and those that only count.
    expect(zipLength(entries) - zipLength(entries.slice(1))).toBe(30 + 1 + (46 + 1) + 76);
  });

  it.skipIf(spawnSync('python3', ['--version']).error)('of more than 4 GiB says in ZIP64 where things are', () => {
    const size = 2_000_000_000;
    const files = ['a', 'b', 'c', 'd'].map((name) => ({ name, size, crc32: 0, date: DATE }));
    const at = filesLength(files);
    const tail = Buffer.concat([...zipDirectory(files)]);
    expect(tail).toHaveLength(zipLength(files) - at);
    const folder = mkdtempSync(join(tmpdir(), 'zip64-'));
    const file = join(folder, 'far.zip');
    try {
      // All but the directory is a hole in the file.
      const open = openSync(file, 'w');
      writeSync(open, tail, 0, tail.length, at);
      closeSync(open);
      const read =
        'import sys,zipfile,json; print(json.dumps([[i.filename, i.file_size, i.header_offset] for i in zipfile.ZipFile(sys.argv[1]).infolist()]))';
      expect(JSON.parse(execFileSync('python3', ['-c', read, file], { encoding: 'utf8' }))).toEqual(
        files.map(({ name }, n) => [name, size, n * (size + 31)]),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([3, 5])('refuses a file that is not as long as it was said to be: %i', async (size) => {
    const wrong = zip([{ name: 'a', size: 4 }], async () => ({
      bytes: chunks(new Uint8Array(size), 2),
      crc32: crc32(new Uint8Array(size)),
      date: DATE,
    }));
    await expect(collected(wrong)).rejects.toThrow('the file does not have 4 bytes');
  });

  it('refuses a file that became another one since its checksum was taken', async () => {
    const wrong = zip([{ name: 'a', size: 4 }], async () => ({
      bytes: chunks(new Uint8Array(4), 2),
      crc32: crc32(new Uint8Array([0, 0, 0, 1])),
      date: DATE,
    }));
    await expect(collected(wrong)).rejects.toThrow('the file does not have its checksum');
  });
});

/** Reads the whole from one stream, as a phone does while it downloads; and again as a file. */
const JAVA = `import java.util.zip.*; public class Read { public static void main(String[] a) throws Exception {
  ZipInputStream in = new ZipInputStream(new java.io.FileInputStream(a[0]), java.nio.charset.StandardCharsets.UTF_8);
  StringBuilder out = new StringBuilder();
  for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
    CRC32 crc = new CRC32(); byte[] b = new byte[8192]; long n = 0;
    for (int r = in.read(b); r > 0; r = in.read(b)) { crc.update(b, 0, r); n += r; }
    out.append(e.getName() + " " + n + " " + e.getTimeLocal().toLocalDate() + "\\n");
  }
  ZipFile whole = new ZipFile(a[0]); long bytes = 0;
  for (var e : java.util.Collections.list(whole.entries())) bytes += whole.getInputStream(e).readAllBytes().length;
  out.append(whole.size() + " " + bytes + "\\n");
  System.out.write(out.toString().getBytes("UTF-8")); System.out.flush(); } }`;

describe('a ZIP is read by', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'zip-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'a.zip');
  const contents = Uint8Array.from({ length: 150_000 }, (_, n) => (n * n) % 256);
  const names = ['京都.jpg', 'b é.txt', 'empty.txt'];
  writeFileSync(
    file,
    await packed(
      names.map((name, n) => ({ name, bytes: n === 2 ? new Uint8Array() : contents })),
      1_000,
    ),
  );
  writeFileSync(join(folder, 'Read.java'), JAVA);
  const run = (command: string, args: string[]): string =>
    execFileSync(command, args, {
      encoding: 'utf8',
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C.UTF-8' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  const missing = (command: string) => spawnSync(command, ['--help']).error !== undefined;

  it.skipIf(missing('python3'))('Python’s zipfile, with dates', () => {
    const read =
      'import sys,zipfile,json; z=zipfile.ZipFile(sys.argv[1]); print(json.dumps([z.testzip(), [[i.filename, i.date_time] for i in z.infolist()]]))';
    expect(JSON.parse(run('python3', ['-c', read, file]))).toEqual([
      null,
      names.map((name) => [name, [2024, 5, 6, 7, 8, 10]]),
    ]);
  });

  it.skipIf(missing('unzip'))('unzip, names in any script and dates right', () => {
    expect(run('unzip', ['-t', file])).toContain('No errors detected');
    const list = run('unzip', ['-l', file]);
    for (const name of names) expect(list).toContain(`2024-05-06 07:08   ${name}`);
  });

  it.skipIf(missing('7z'))('7z', () => {
    expect(run('7z', ['t', file])).toContain('Everything is Ok');
    expect(run('7z', ['l', file])).toContain('京都.jpg');
  });

  it.skipIf(missing('busybox'))('busybox, from a pipe', () => {
    run('sh', ['-c', `cat ${file} | busybox unzip -o -d ${join(folder, 'busybox')} -`]);
    expect(readFileSync(join(folder, 'busybox', 'empty.txt'))).toHaveLength(0);
    expect(
      run('find', [join(folder, 'busybox'), '-size', '150000c'])
        .trim()
        .split('\n'),
    ).toHaveLength(2);
  });

  it.skipIf(missing('java'))('Java’s ZipInputStream and ZipFile', () => {
    expect(run('java', ['Read.java', file])).toBe(
      '京都.jpg 150000 2024-05-06\nb é.txt 150000 2024-05-06\nempty.txt 0 2024-05-06\n3 300000\n',
    );
  });
});
