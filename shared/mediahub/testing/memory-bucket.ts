// A bucket in memory that counts what is asked of it, and can die in the middle: only what our code calls.
interface Held {
  bytes: Uint8Array;
  customMetadata?: Record<string, string> | undefined;
}

export interface MemoryBucket {
  bucket: R2Bucket;
  objects: Map<string, Held>;
  calls: number;
  /** After so many further calls each one fails; null: none does. */
  diesAfter: number | null;
}

const LIST = 1_000;

export function memoryBucket(): MemoryBucket {
  const objects = new Map<string, Held>();
  const uploaded = new Date(Date.UTC(2026, 0, 1));
  const head = (key: string) => {
    const held = objects.get(key);
    return held ? { key, size: held.bytes.length, uploaded, customMetadata: held.customMetadata } : null;
  };
  const bodyOf = (bytes: Uint8Array) => {
    const copy = Uint8Array.from(bytes);
    return {
      bytes: async () => copy,
      json: async () => JSON.parse(new TextDecoder().decode(copy)) as unknown,
      get body() {
        return new Response(copy).body;
      },
    };
  };
  const answers = {
    head: async (key: string) => head(key),
    get: async (key: string) => {
      const held = objects.get(key);
      return held ? Object.assign(bodyOf(held.bytes), head(key)) : null;
    },
    async put(key: string, value: ReadableStream | string, { onlyIf, customMetadata }: R2PutOptions = {}) {
      const bytes = new Uint8Array(await new Response(value).arrayBuffer());
      if (onlyIf !== undefined && objects.has(key)) return null;
      objects.set(key, { bytes, customMetadata });
      return head(key);
    },
    async delete(keys: string | string[]) {
      for (const key of [keys].flat()) objects.delete(key);
    },
    async list({ prefix = '', startAfter = '', limit = LIST }: R2ListOptions = {}) {
      const all = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > startAfter).toSorted();
      return { objects: all.slice(0, limit).map(head), truncated: all.length > limit };
    },
  };
  const made: MemoryBucket = { bucket: {} as R2Bucket, objects, calls: 0, diesAfter: null };
  const counted = Object.entries(answers).map(([name, answer]) => [
    name,
    async (...asked: never[]) => {
      made.calls++;
      if (made.diesAfter !== null && made.diesAfter-- <= 0) throw new Error('it has died');
      return (answer as (...asked: never[]) => Promise<unknown>)(...asked);
    },
  ]);
  made.bucket = Object.fromEntries(counted) as R2Bucket;
  return made;
}
