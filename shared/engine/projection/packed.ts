// Generation and position in one rowid, for full-text tables: they find rows by rowid and by nothing else.
const BITS = 40;

/** SQL of the rowid of a position within a generation; both are SQL themselves. */
export const packed = (generation: string, position: string): string =>
  `(((${generation}) << ${BITS}) + (${position}))`;

/** SQL of the position in a packed rowid. */
export const POSITION = `(rowid & ${2 ** BITS - 1})`;
