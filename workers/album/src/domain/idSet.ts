// A persistent set of ids: adding copies one of its small buckets instead of everything, so that folding an
// album of n entries stays near n and not n², and `evolve` stays pure. A bucket that comes out of a snapshot stays the
// text that it was until somebody touches it: reading an album of ten thousand builds nothing.
import { lengthen, shorten } from './shortId.ts';

type Bucket = ReadonlySet<string> | string;
export type IdSet = ReadonlyMap<string, Bucket>;

export const NO_IDS: IdSet = new Map();

/** Ids hold no white space. */
const BETWEEN = ' ';

/** Our ids end in random hex digits: 256 buckets of about the same size. */
const bucketOf = (id: string): string => id.slice(-2);

const idsOf = (bucket: Bucket = ''): ReadonlySet<string> =>
  typeof bucket === 'string' ? new Set(bucket.split(BETWEEN).filter(Boolean).map(lengthen)) : bucket;

export const has = (ids: IdSet, id: string): boolean => idsOf(ids.get(bucketOf(id))).has(id);

export function plus(ids: IdSet, id: string): IdSet {
  const bucket = idsOf(ids.get(bucketOf(id)));
  return bucket.has(id) ? ids : new Map(ids).set(bucketOf(id), new Set(bucket).add(id));
}

export function minus(ids: IdSet, id: string): IdSet {
  const bucket = idsOf(ids.get(bucketOf(id)));
  if (!bucket.has(id)) return ids;
  const rest = new Set(bucket);
  rest.delete(id);
  return new Map(ids).set(bucketOf(id), rest);
}

/** The set written down: a line of text per bucket. */
export const written = (ids: IdSet): Record<string, string> =>
  Object.fromEntries(
    [...ids].map(([key, bucket]) => [key, typeof bucket === 'string' ? bucket : [...bucket].map(shorten).join(BETWEEN)]),
  );

/** The set that was written down. */
export const readBack = (buckets: Record<string, string>): IdSet => new Map(Object.entries(buckets));
