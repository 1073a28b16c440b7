// Hashes a file beside the page, so that nothing on it stutters: the SHA-256 of its bytes, or above a limit that of the
// hashes of its parts, as the server does it.
export interface HashJob {
  file: File;
  part_bytes: number;
  whole_hash_max_bytes: number;
}

const hex = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');

const digestOf = async (blob: Blob): Promise<ArrayBuffer> =>
  crypto.subtle.digest('SHA-256', await blob.arrayBuffer());

async function identity({ file, part_bytes, whole_hash_max_bytes }: HashJob): Promise<string> {
  if (file.size <= whole_hash_max_bytes) return hex(await digestOf(file));
  const parts: ArrayBuffer[] = [];
  for (let at = 0; at < file.size; at += part_bytes) parts.push(await digestOf(file.slice(at, at + part_bytes)));
  return hex(await digestOf(new Blob(parts)));
}

addEventListener('message', ({ data }: MessageEvent<HashJob>) => {
  identity(data).then(
    (sha256) => postMessage({ sha256 }),
    // A file that cannot be read will say so when it is sent.
    () => postMessage({ sha256: null }),
  );
});
