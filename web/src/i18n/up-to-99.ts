/** A count that was read up to a hundred: beyond 99 the true one is unknown. */
export const upTo99 = (count: number): string => (count > 99 ? '99+' : String(count));
