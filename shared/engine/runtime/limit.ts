// LIMIT by a bound parameter. SQLite plans by the value of a parameter that stands there alone, so it prepares the statement anew
// each time another one is bound: that costs more than reading the page. A subquery is a value like any other.

/** @example `SELECT … ORDER BY position ${limitTo('?2')}` */
export const limitTo = (parameter: string): string => `LIMIT (SELECT ${parameter})`;
