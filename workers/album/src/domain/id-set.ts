// A persistent set of ids in small buckets: adding copies one of them instead of everything, so that folding an album of n
// entries stays near n and not n², and `evolve` stays pure. A bucket is also what a snapshot of a long album is read by:
// a set may know only some of its buckets, and then leaves the others alone.
type Bucket = ReadonlySet<string>;

export interface IdSet {
  readonly buckets: ReadonlyMap<string, Bucket>;
  /** True: a bucket that is not there is empty. False: it is not known. */
  readonly whole: boolean;
}

export const NO_IDS: IdSet = { buckets: new Map(), whole: true };
const EMPTY: Bucket = new Set();

/** The name of an id's bucket. Our ids end in random hex digits: 256 buckets of about the same size. */
export const bucketOf = (id: string): string => id.slice(-2);

export const knows = ({ buckets, whole }: IdSet, bucket: string): boolean => whole || buckets.has(bucket);

const find = (ids: IdSet, id: string): Bucket | undefined =>
  ids.buckets.get(bucketOf(id)) ?? (ids.whole ? EMPTY : undefined);

const replaced = ({ buckets, whole }: IdSet, id: string, bucket: Bucket): IdSet => ({
  buckets: new Map(buckets).set(bucketOf(id), bucket),
  whole,
});

/** @throws when the set does not know: a command has not said what it needs. */
export function has(ids: IdSet, id: string): boolean {
  const bucket = find(ids, id);
  if (!bucket) throw new Error(`whether ${id} is in was not loaded`);
  return bucket.has(id);
}

export function plus(ids: IdSet, id: string): IdSet {
  const bucket = find(ids, id);
  return !bucket || bucket.has(id) ? ids : replaced(ids, id, new Set(bucket).add(id));
}

export function minus(ids: IdSet, id: string): IdSet {
  const bucket = find(ids, id);
  return bucket?.has(id) ? replaced(ids, id, new Set([...bucket].filter((other) => other !== id))) : ids;
}
