// The hashes of a file, made while it passes by. SHA-256 is in MediaUploaded; MD5 is what R2 keeps of every object,
// so that two files can be compared when only one of them is at hand.
import { toHex } from '#shared/engine/runtime/bytes';

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
      return { sha256: toHex(await sha256.digest), md5: toHex(await md5.digest) };
    },
  };
}
