// What is different in the two rows of a certificate, column by column. Pure.
import type { Difference, Row } from '#shared/engine/ports/rebuild';

export type Value = Row[string];

export interface ColumnPair {
  column: string;
  /** What was shown, and what the log gives. */
  shown: Value;
  right: Value;
}

/** The columns that differ; where one of the rows is not there, all that the other one says. */
export function differingColumns({ blue, green }: Pick<Difference, 'blue' | 'green'>): ColumnPair[] {
  return Object.keys({ ...blue, ...green })
    .map((column) => ({ column, shown: blue?.[column] ?? null, right: green?.[column] ?? null }))
    .filter(({ shown, right }) => shown !== right);
}
