// What the Workers have said of each invocation, put together, and whether that is more than Cloudflare allows.
import { add, NOTHING, type Counts, type Said } from './counts.ts';

export interface Invocation {
  at: string;
  counts: Counts;
}

/**
 * What Cloudflare documents for one invocation (2026-11): 32 invocations of other Workers by service bindings, 1,000 queries of D1,
 * and 1,000 calls of anything, of which R2 and Durable Objects are some (10,000 may be asked for). 128 MB cannot be counted here.
 */
export const CEILINGS: Readonly<Partial<Record<keyof Counts, number>>> = {
  services: 32,
  queries: 1_000,
  objects: 1_000,
};
const SUBREQUESTS = 1_000;

const gathered = (said: readonly Said[], key: (one: Said) => string, at: (one: Said) => string): Invocation[] => {
  const all = new Map<string, Invocation>();
  for (const one of said) {
    const known = all.get(key(one)) ?? { at: at(one), counts: NOTHING };
    all.set(key(one), { at: known.at, counts: add(known.counts, one.counts) });
  }
  return [...all.values()];
};

export const invocationsOf = (said: readonly Said[]): Invocation[] =>
  gathered(
    said,
    ({ id }) => id,
    ({ at }) => at,
  );

/** How many calls of other Workers each invocation of a chain made, in words. */
const callersIn = (said: readonly Said[]): string =>
  invocationsOf(said)
    .filter(({ counts }) => counts.services > 0)
    .map(({ at, counts }) => `${at} ${counts.services}`)
    .join(', ');

/**
 * Each with all that it led to by service bindings: Cloudflare counts the 32 over the whole of one request, and a Durable Object
 * takes each request as its own.
 */
export const chainsOf = (said: readonly Said[]): Invocation[] => {
  const names = new Map(said.map(({ id, at }) => [id, at]));
  const members = Map.groupBy(said, ({ chain }) => chain);
  return gathered(
    said,
    ({ chain }) => chain,
    ({ chain }) => `${names.get(chain) ?? chain} (${callersIn(members.get(chain) ?? [])})`,
  ).map(({ at, counts }) => ({ at, counts: { ...NOTHING, services: counts.services } }));
};

/** Everything that one invocation called. */
const called = ({ services, objects, queries, r2_a, r2_b }: Counts): number =>
  services + objects + queries + r2_a + r2_b;

/** Where a ceiling is exceeded, in words. */
export function exceeding(invocations: readonly Invocation[]): string[] {
  const found = invocations.flatMap(({ at, counts }) => [
    ...Object.entries(CEILINGS).flatMap(([what, most]) => {
      const is = counts[what as keyof Counts];
      return is > most ? [`${at}: ${is} ${what}, of ${most}`] : [];
    }),
    ...(called(counts) > SUBREQUESTS ? [`${at}: ${called(counts)} calls, of ${SUBREQUESTS}`] : []),
  ]);
  return [...new Set(found)];
}
