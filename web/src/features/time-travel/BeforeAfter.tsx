// What one event changed, as a table: each field before and after it.
import { t } from '../../i18n/texts.ts';
import { CELL, FieldRows } from './FieldRows.tsx';
import { fieldRows } from './fork/cells.ts';

export function BeforeAfter({ before, after }: { before: object | null; after: object | null }) {
  const { rows, more } = fieldRows([before, after]);
  if (rows.length === 0) return <p className="p-4 text-sm text-soft">{t.timeTravel.changesNothing}</p>;
  return (
    <>
      <table className="w-full table-fixed text-xs">
        <caption className="sr-only">{t.timeTravel.changed}</caption>
        <thead className="text-soft">
          <tr>
            {[t.timeTravel.field, t.timeTravel.before, t.timeTravel.after].map((name) => (
              <th key={name} scope="col" className={`${CELL} font-medium first:pl-4`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <FieldRows
          rows={rows}
          absent={t.timeTravel.absent}
          mark={(_, side) => (side === 0 ? 'bg-bad-soft' : 'bg-good-soft')}
        />
      </table>
      {more > 0 && <p className="px-4 pt-1 pb-2.5 text-xs text-faint">{t.timeTravel.sameFields(more)}</p>}
    </>
  );
}
