// The hash that stands in MediaUploaded, as lower-case hex.

/** Streams through the hash: the file is in memory once, not twice. */
export async function sha256Of(file: Blob): Promise<string> {
  const digest = new crypto.DigestStream('SHA-256');
  await file.stream().pipeTo(digest);
  return Array.from(new Uint8Array(await digest.digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
