// A ZIP of any number of files: written in parts, each within the calls of R2 that one invocation may make (invariant R6), and read
// as one, although invocations die and the bucket has lost originals.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, it } from 'vitest';
import { fcParameters, timeoutFor } from '#shared/engine/testing/property';
import { memoryBucket } from '#shared/mediahub/testing/memory-bucket';
import { zipEntries } from '#shared/mediahub/testing/zip-entries';
import { originalKey } from '#shared/mediahub/media/keys';
import type { ZipFile } from './domain/contents.ts';
import { downloadOf } from './download.ts';
import { deleteExport } from './manifest.ts';
import { PART_FILES } from './parts.ts';
import { writeNext, type Wrote } from './write.ts';

/** What Cloudflare lets one invocation call, where nothing is paid for (2026-11). */
const CEILING = 1_000;
const ID = 'export-1';

/** As workerd has it. */
class FixedLength extends TransformStream<Uint8Array, Uint8Array> {
  constructor(length: number) {
    let left = length;
    super({
      transform(chunk, controller) {
        left -= chunk.length;
        controller.enqueue(chunk);
      },
      flush(controller) {
        if (left !== 0) controller.error(new Error(`${left} bytes of ${length} are missing`));
      },
    });
  }
}
beforeAll(() => void ((globalThis as { FixedLengthStream?: unknown }).FixedLengthStream ??= FixedLength));

const files = (count: number): ZipFile[] =>
  Array.from({ length: count }, (_, n) => ({ media_id: `media-${n}`, name: `${n}.jpg`, size: 1 + (n % 7) }));
const bytesOf = ({ media_id, size }: ZipFile) => new Uint8Array(size).fill(media_id.length);

function exportJob(all: readonly ZipFile[], isLost: (n: number) => boolean = () => false) {
  const [MEDIA_FILES, EXPORTS] = [memoryBucket(), memoryBucket()];
  for (const [n, file] of all.entries())
    if (!isLost(n)) MEDIA_FILES.objects.set(originalKey(file.media_id), { bytes: bytesOf(file) });
  const done: number[] = [];
  const invocation = async (): Promise<{ wrote: Wrote; calls: number }> => {
    MEDIA_FILES.calls = EXPORTS.calls = 0;
    const wrote = await writeNext({
      env: { MEDIA_FILES: MEDIA_FILES.bucket, EXPORTS: EXPORTS.bucket },
      id: ID,
      files: all,
      progressed: async (n) => void done.push(n),
      alive: () => undefined,
      sort: async (some) => {
        const found = await Promise.all(some.map((file) => MEDIA_FILES.bucket.head(originalKey(file.media_id))));
        return { there: some.filter((_, n) => found[n]), lost: some.filter((_, n) => !found[n]), deleted: null };
      },
    });
    return { wrote, calls: MEDIA_FILES.calls + EXPORTS.calls };
  };
  const zip = async (): Promise<Buffer> => {
    const found = await downloadOf(EXPORTS.bucket, ID);
    if (!found) throw new Error('there is no ZIP');
    const bytes = Buffer.from(await new Response(found.body).arrayBuffer());
    expect(bytes).toHaveLength(found.size);
    return bytes;
  };
  return { EXPORTS, invocation, zip, done };
}

async function written(job: ReturnType<typeof exportJob>) {
  const calls: number[] = [];
  for (;;) {
    const { wrote, ...made } = await job.invocation();
    calls.push(made.calls);
    if ('size' in wrote) return { ...wrote, calls };
  }
}

it('five thousand files are written by calls that an invocation may make, and read as one ZIP', async () => {
  const all = files(5_000);
  const job = exportJob(all, (n) => n % PART_FILES === 3);
  const { size, missing, calls } = await written(job);
  expect(missing).toBe(5_000 / PART_FILES);
  expect(Math.max(...calls)).toBeLessThanOrEqual(CEILING);
  expect(calls.length).toBe(5_000 / PART_FILES + 1);
  expect(job.done.at(-1)).toBe(5_000);
  const zip = await job.zip();
  expect(zip).toHaveLength(size);
  const entries = zipEntries(zip);
  expect(entries.size).toBe(5_000 - missing + 1);
  expect(entries.get('missing files.txt')?.toString()).toContain('4753.jpg  (media-4753)');
  const folder = mkdtempSync(join(tmpdir(), 'parts-'));
  try {
    writeFileSync(join(folder, 'a.zip'), zip);
    if (!spawnSync('unzip', ['-v']).error)
      expect(execFileSync('unzip', ['-tq', join(folder, 'a.zip')], { encoding: 'utf8' })).toContain('No errors');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it(
  'of any album, through deaths at any point: each file that has bytes is in it unchanged, and nothing is left behind',
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 3 * PART_FILES }),
        fc.nat(4),
        fc.array(fc.nat(600), { maxLength: 3 }),
        async (count, lostEvery, deaths) => {
          const all = files(count);
          const isLost = (n: number) => n > 0 && lostEvery > 0 && n % (90 * lostEvery) === 1;
          const job = exportJob(all, isLost);
          for (const death of deaths) {
            job.EXPORTS.diesAfter = death;
            await job.invocation().catch(() => undefined);
            job.EXPORTS.diesAfter = null;
          }
          const { missing } = await written(job);
          const there = all.filter((_, n) => !isLost(n));
          expect(missing).toBe(count - there.length);
          const entries = zipEntries(await job.zip());
          expect(entries.size).toBe(there.length + (missing > 0 ? 1 : 0));
          for (const file of there) expect(entries.get(file.name)?.equals(bytesOf(file)), file.name).toBe(true);
          await deleteExport(job.EXPORTS.bucket, ID);
          expect([...job.EXPORTS.objects.keys()]).toEqual([]);
        },
      ),
      fcParameters(25),
    ),
  timeoutFor(30_000),
);

it('two tries of one part leave one of it, and the ZIP is whole', async () => {
  const job = exportJob(files(2 * PART_FILES));
  await Promise.all([job.invocation(), job.invocation()]);
  const { missing } = await written(job);
  expect(missing).toBe(0);
  expect(zipEntries(await job.zip()).size).toBe(2 * PART_FILES);
  expect([...job.EXPORTS.objects.keys()].filter((key) => key.endsWith('.part'))).toHaveLength(2);
});

it('all lost is nothing to write, however many there are', async () => {
  const job = exportJob(files(PART_FILES + 1), () => true);
  await expect(written(job)).rejects.toThrow('The originals of all its files are lost.');
});
