// A ZIP that others can read: its length is known before, and Python's zipfile takes it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 as zlibCrc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trials } from '#shared/engine/testing/property';
import { crc32 } from './crc32.ts';
import { zip, zipLength } from './zip.ts';

async function* chunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const packed = async (files: { name: string; bytes: Uint8Array }[], size = 7): Promise<Buffer> => {
  const entries = files.map(({ name, bytes }) => ({ name, size: bytes.length }));
  const parts: Uint8Array[] = [];
  for await (const part of zip(entries, async (n) => chunks(files[n]?.bytes ?? new Uint8Array(), size)))
    parts.push(part);
  expect(Buffer.concat(parts)).toHaveLength(zipLength(entries));
  return Buffer.concat(parts);
};

describe('crc32', () => {
  it('is that of zlib, however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(200), (bytes, cut) => {
        expect(crc32(bytes.subarray(cut), crc32(bytes.subarray(0, cut)))).toBe(zlibCrc32(bytes));
      }),
      trials(200),
    );
  });
});

describe('zip', () => {
  it('has the length that was told before, whatever is in it', async () => {
    const file = fc.record({
      name: fc.string({ minLength: 1, maxLength: 20 }),
      bytes: fc.uint8Array({ maxLength: 50 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(file, { maxLength: 5 }), fc.integer({ min: 1, max: 60 }), async (files, size) => {
        await packed(files, size);
      }),
      trials(100),
    );
  });

  it.skipIf(spawnSync('python3', ['--version']).status !== 0)(
    'is read by another program, names in any script',
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'zip-'));
      try {
        const file = join(folder, 'a.zip');
        const text = Buffer.from('not compressed at all '.repeat(50));
        writeFileSync(
          file,
          await packed([
            { name: '京都.jpg', bytes: text },
            { name: 'b.txt', bytes: text },
          ]),
        );
        const read =
          'import sys,zipfile,json; z=zipfile.ZipFile(sys.argv[1]); print(json.dumps([z.testzip(), z.namelist()]))';
        const said = execFileSync('python3', ['-c', read, file], { encoding: 'utf8' });
        expect(JSON.parse(said)).toEqual([null, ['京都.jpg', 'b.txt']]);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  it('refuses a file that is not as long as it was said to be', async () => {
    const bytes = new Uint8Array(3);
    const wrong = zip([{ name: 'a', size: 4 }], async () => chunks(bytes, 2));
    const drained = async () => {
      while (!(await wrong.next()).done);
    };
    await expect(drained()).rejects.toThrow('a has 3 bytes, not 4');
  });
});
