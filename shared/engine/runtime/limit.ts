// LIMIT by a bound parameter. SQLite plans by the value of a bare parameter, so it prepares the statement again whenever
// another value is bound: that costs more than reading the page. A subquery is a value like any other.

/** @example `SELECT … ORDER BY position ${limitTo('?2')}` */
export const limitTo = (parameter: string): string => `LIMIT (SELECT ${parameter})`;
