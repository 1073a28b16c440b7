// What is kept of an export in R2, beside its events, since an event has a limit of 64 KB and an album has none:
//   exports/<id>.json        the list of its files. The first one stays: collecting again after a lost answer gives the same list
//   exports/<id>.zip         the ZIP; of one that is written in parts the end, with the directory: it is there when the ZIP is whole
//   exports/<id>/…           the parts before that end, and how far collecting is
import * as z from 'zod';
import type { ZipFile } from './domain/contents.ts';

/** The keys of an export's ZIP and of its manifest. */
export const zipKey = (exportId: string): string => `exports/${exportId}.zip`;
const manifestKey = (exportId: string): string => `exports/${exportId}.json`;
/** Where the parts and the draft of an export are. */
export const prefixOf = (exportId: string): string => `exports/${exportId}/`;

export const Files = z.array(
  z.object({ media_id: z.string(), name: z.string(), size: z.int().positive(), date: z.string().optional() }),
);
const Manifest = z.object({ files: Files });

/** As JSON, unless there is one. @returns whether it was put */
export const putOnce = async (exports: R2Bucket, key: string, json: object): Promise<boolean> => {
  const put = await exports.put(key, JSON.stringify(json), {
    onlyIf: { etagDoesNotMatch: '*' },
    httpMetadata: { contentType: 'application/json' },
  });
  return put !== null;
};

/** Writes the list unless there is one, and answers the one that counts. */
export async function settleManifest(
  exports: R2Bucket,
  exportId: string,
  files: readonly ZipFile[],
): Promise<readonly ZipFile[]> {
  const put = await putOnce(exports, manifestKey(exportId), { files });
  return put ? files : ((await readManifest(exports, exportId)) ?? files);
}

/** Null when there is none: the export was discarded, or comes from an older version. */
export async function readManifest(exports: R2Bucket, exportId: string): Promise<ZipFile[] | null> {
  const object = await exports.get(manifestKey(exportId));
  return object ? Manifest.parse(await object.json()).files : null;
}

/** The keys below an export, in their order, however many. */
export async function* keysBelow(exports: R2Bucket, exportId: string): AsyncGenerator<string[], void, void> {
  let startAfter: string | undefined;
  for (;;) {
    const list = await exports.list({ prefix: prefixOf(exportId), ...(startAfter ? { startAfter } : {}) });
    const keys = list.objects.map(({ key }) => key);
    if (keys.length > 0) yield keys;
    startAfter = keys.at(-1);
    if (!list.truncated || startAfter === undefined) return;
  }
}

/** ZIP, list and parts; deleting what is not there is no mistake. The list last: a crash on the way leaves what names the rest. */
export async function deleteExport(exports: R2Bucket, exportId: string): Promise<void> {
  await exports.delete(zipKey(exportId));
  for await (const keys of keysBelow(exports, exportId)) await exports.delete(keys);
  await exports.delete(manifestKey(exportId));
}
