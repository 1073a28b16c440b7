// What goes into a ZIP, as a file beside it: an event has a limit of 64 KB, an album has none. The first manifest of an
// export stays: collecting again after a lost answer gives the same list.
import * as z from 'zod';
import type { ZipFile } from './domain/contents.ts';

/** The keys of an export's ZIP and of its manifest. */
export const zipKey = (exportId: string): string => `exports/${exportId}.zip`;
const manifestKey = (exportId: string): string => `exports/${exportId}.json`;

const Manifest = z.object({
  files: z.array(
    z.object({ media_id: z.string(), name: z.string(), size: z.int().positive(), date: z.string().optional() }),
  ),
});

/** Writes the list unless there is one, and answers the one that counts. */
export async function settleManifest(
  exports: R2Bucket,
  exportId: string,
  files: readonly ZipFile[],
): Promise<readonly ZipFile[]> {
  const put = await exports.put(manifestKey(exportId), JSON.stringify({ files }), {
    onlyIf: { etagDoesNotMatch: '*' },
    httpMetadata: { contentType: 'application/json' },
  });
  return put ? files : ((await readManifest(exports, exportId)) ?? files);
}

/** Null when there is none: the export was discarded, or comes from an older version. */
export async function readManifest(exports: R2Bucket, exportId: string): Promise<ZipFile[] | null> {
  const object = await exports.get(manifestKey(exportId));
  return object ? Manifest.parse(await object.json()).files : null;
}

/** ZIP and list; deleting what is not there is no mistake. */
export const deleteExport = (exports: R2Bucket, exportId: string): Promise<void> =>
  exports.delete([zipKey(exportId), manifestKey(exportId)]);
