/** A count of which at most a hundred were read: beyond 99 nobody knows how many there are. */
export const upTo99 = (count: number): string => (count > 99 ? '99+' : String(count));
