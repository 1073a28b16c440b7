// The hashes of a file, made while it passes by. SHA-256 stands in MediaUploaded; MD5 is what R2 keeps of every object,
// so that two files can be compared when only one of them is at hand.
/** Lower-case hexadecimal. */
export const hex = (digest: ArrayBuffer): string =>
  Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');

export interface Digests {
  sha256: string;
  md5: string;
}

export interface Digesting {
  write(chunk: Uint8Array): Promise<void>;
  end(): Promise<Digests>;
}

/** Lower-case hex of everything written until `end`. */
export function digesting(): Digesting {
  const [sha256, md5] = [new crypto.DigestStream('SHA-256'), new crypto.DigestStream('MD5')];
  const writers = [sha256.getWriter(), md5.getWriter()];
  return {
    write: async (chunk) => {
      await Promise.all(writers.map((writer) => writer.write(chunk)));
    },
    end: async () => {
      await Promise.all(writers.map((writer) => writer.close()));
      return { sha256: hex(await sha256.digest), md5: hex(await md5.digest) };
    },
  };
}
