// Which exports this isolate works on right now. Packing can take longer than a saga waits for an answer: asked again, it
// says `busy`, which is neither an attempt nor time against a timeout. A lease, because work that its caller left to die
// never says that it has ended; in another isolate the same bytes would be written twice.
const LEASE_MS = 60_000;

const lastSign = new Map<string, number>();

/** Runs `work` unless it runs already: then null. Calling `alive` now and then keeps others away. */
export async function once<T>(
  id: string,
  now: () => number,
  work: (alive: () => void) => Promise<T>,
): Promise<T | null> {
  if (now() - (lastSign.get(id) ?? -Infinity) < LEASE_MS) return null;
  const alive = () => void lastSign.set(id, now());
  alive();
  try {
    return await work(alive);
  } finally {
    lastSign.delete(id);
  }
}
