// The body of a table of fields: a row for each field, a cell for each side. Each table says how a cell is marked.
import type { FieldRow } from './fork/cells.ts';

export const CELL = 'px-3 py-1.5 text-left align-top';

export function FieldRows({
  rows,
  absent,
  mark,
}: {
  rows: readonly FieldRow[];
  /** Shown where a side has no such field. */
  absent: string;
  mark: (row: FieldRow, side: number) => string;
}) {
  return (
    <tbody>
      {rows.map((row) => (
        <tr key={row.path} className="border-t border-line">
          <th scope="row" className={`${CELL} pl-4 font-mono font-normal break-words text-soft`}>
            {row.path}
          </th>
          {row.values.map((value, side) => (
            <td key={side} className={`${CELL} font-mono break-all ${mark(row, side)}`}>
              {value ?? <i className="text-soft">{absent}</i>}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
