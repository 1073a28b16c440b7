// Columns of two rows side by side: what was shown, and what is right. A row that is not there has no side.
import { t } from '../../i18n/texts.ts';
import type { ColumnPair, Value } from './difference.ts';

interface Props {
  columns: readonly ColumnPair[];
  /** Which of the two rows are there. */
  shown: boolean;
  right: boolean;
}

const CELL = 'px-3 py-1.5 align-top text-left';

export function DifferenceTable({ columns, shown, right }: Props) {
  const says = t.system.rebuild;
  return (
    <table className="w-full table-fixed border-t border-line">
      <caption className="sr-only">{says.first}</caption>
      <thead className="text-soft">
        <tr>
          <th scope="col" className={`${CELL} w-[34%] font-medium`}>
            {says.column}
          </th>
          {shown && (
            <th scope="col" className={`${CELL} font-medium`}>
              {says.shown}
            </th>
          )}
          {right && (
            <th scope="col" className={`${CELL} font-medium`}>
              {says.right}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {columns.map((pair) => (
          <tr key={pair.column} className="border-t border-line font-mono">
            <th scope="row" className={`${CELL} font-normal break-words text-soft`}>
              {pair.column}
            </th>
            {shown && <Cell value={pair.shown} look={right ? 'bg-bad-soft' : ''} />}
            {right && <Cell value={pair.right} look={shown ? 'bg-good-soft' : ''} />}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ value, look }: { value: Value; look: string }) {
  return (
    <td className={`${CELL} break-all text-ink ${look}`}>
      {value === null || value === '' ? <i className="text-soft">{value === null ? 'null' : "''"}</i> : value}
    </td>
  );
}
