// A deadline for a promise. The work itself goes on: only the waiting ends.
export const TIMED_OUT: unique symbol = Symbol('timed out');

/** The promise's value, or TIMED_OUT after `ms` milliseconds. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | typeof TIMED_OUT> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const timeout = new Promise<typeof TIMED_OUT>((resolve) => {
    timer = setTimeout(resolve, ms, TIMED_OUT);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    if (timer !== null) clearTimeout(timer);
  }
}

/**
 * The promise's value, or an exception after `ms` milliseconds. A hanging store becomes a failing one: those who wait for
 * it go on, and learn what became of their call when they ask again.
 */
export async function inTime<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const value = await within(ms, work);
  if (value !== TIMED_OUT) return value;
  void work.catch(() => undefined);
  throw new Error(`${what} did not answer within ${ms} ms`);
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Lets workerd serve its sockets, which it does only when all its work waits for something external, such as a timer. */
export const giveWay = (): Promise<void> => pause(0);
