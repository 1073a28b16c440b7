// Which exports this isolate works on right now. Packing can take longer than a saga waits for an answer: asked again, it
// says `busy`, which is neither an attempt nor time against a timeout. A lease, because work that its caller left to die
// never says that it has ended; in another isolate the same bytes would be written twice.
import { leases } from '#shared/engine/runtime/lease';

const working = leases(60_000);

/** Runs `work` unless it runs already: then null. Calling `alive` now and then keeps others away. */
export async function once<T>(
  id: string,
  now: () => number,
  work: (alive: () => void) => Promise<T>,
): Promise<T | null> {
  const lease = working(id, now());
  if (!lease) return null;
  try {
    return await work(() => lease.renew(now()));
  } finally {
    lease.release();
  }
}
