// Compares rows column by column with what the log says they are. Pure.
import type { FieldDifference } from '#shared/mediahub/api/invariant';
import type { Broken } from './check.ts';

type Value = string | number | boolean | null;
export type Columns = Readonly<Record<string, Value | readonly string[]>>;

const said = (value: Value | readonly string[] | undefined): string | null =>
  value === null || value === undefined
    ? null
    : typeof value === 'object'
      ? value.toSorted().join(', ')
      : String(value);

/** The columns that differ. */
const differencesOf = (shown: Columns, right: Columns): FieldDifference[] =>
  Object.keys(right)
    .map((field) => ({ field, shown: said(shown[field]), right: said(right[field]) }))
    .filter((pair) => pair.shown !== pair.right);

export interface Compared {
  id: string;
  name: string;
  columns: Columns;
}

/** Missing, surplus, different and duplicate rows. */
export function compareRows(
  kind: string,
  shown: readonly Compared[],
  right: readonly Compared[],
  positionsOf: (id: string) => number[],
): Broken[] {
  const byId = Map.groupBy(shown, ({ id }) => id);
  const known = new Set(right.map(({ id }) => id));
  const wrong = (
    code: string,
    id: string,
    name: string,
    text: string,
    differences: FieldDifference[] = [],
  ): Broken => ({
    code,
    text,
    params: { kind, name },
    about: id,
    differences,
    positions: positionsOf(id),
  });
  return [
    ...right.flatMap(({ id, name, columns }) => {
      const rows = byId.get(id) ?? [];
      const [row] = rows;
      if (!row) return [wrong('row_missing', id, name, `${kind} ${id} “${name}” is not shown`)];
      if (rows.length > 1)
        return [wrong('row_twice', id, name, `${kind} ${id} “${name}” is shown ${rows.length} times`)];
      const differences = differencesOf(row.columns, columns);
      const fields = differences.map((one) => `${one.field} is ${one.shown}, by the log ${one.right}`).join('; ');
      return differences.length === 0
        ? []
        : [wrong('row_differs', id, name, `${kind} ${id} “${name}”: ${fields}`, differences)];
    }),
    ...[...byId].flatMap(([id, [row]]) =>
      row && !known.has(id)
        ? [
            wrong(
              'row_surplus',
              id,
              row.name,
              `${kind} ${id} “${row.name}” is shown, and by the log there is none`,
            ),
          ]
        : [],
    ),
  ];
}
