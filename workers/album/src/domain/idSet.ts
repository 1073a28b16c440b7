// A persistent set of ids: adding copies one of its small buckets instead of everything, so that folding an
// album of n entries stays near n and not n², and `evolve` stays pure.
export type IdSet = ReadonlyMap<string, ReadonlySet<string>>;

export const NO_IDS: IdSet = new Map();

/** Our ids end in random hex digits: 256 buckets of about the same size. */
const bucketOf = (id: string): string => id.slice(-2);

export const has = (ids: IdSet, id: string): boolean => ids.get(bucketOf(id))?.has(id) ?? false;

export function plus(ids: IdSet, id: string): IdSet {
  if (has(ids, id)) return ids;
  const bucket = bucketOf(id);
  return new Map(ids).set(bucket, new Set(ids.get(bucket)).add(id));
}

export function minus(ids: IdSet, id: string): IdSet {
  if (!has(ids, id)) return ids;
  const bucket = bucketOf(id);
  const rest = new Set(ids.get(bucket));
  rest.delete(id);
  return new Map(ids).set(bucket, rest);
}

/** All ids, bucket by bucket. */
export const idsIn = (ids: IdSet): string[] => [...ids.values()].flatMap((bucket) => [...bucket]);

/** A set of these ids, built at once. */
export function setOf(ids: readonly string[]): IdSet {
  const set = new Map<string, Set<string>>();
  for (const id of ids) {
    const bucket = set.get(bucketOf(id));
    if (bucket) bucket.add(id);
    else set.set(bucketOf(id), new Set([id]));
  }
  return set;
}
