// Then, now, and in the fork, side by side: the fields that differ somewhere, and how many do not.
import { t } from '../../../i18n/texts.ts';
import { CELL, FieldRows } from '../FieldRows.tsx';
import { fieldRows } from './cells.ts';
import type { Outcome } from './replay.ts';

/** Of then, now and the fork. */
const MARKS = ['', 'bg-bad-soft', 'bg-good-soft'];

export function OutcomeTable({ caption, outcome: { then, now, fork } }: { caption: string; outcome: Outcome }) {
  const sides = [then, now, fork] as const;
  const { rows, more } = fieldRows(sides);
  if (rows.length === 0)
    return (
      <p className="px-4 py-3 text-xs text-soft">
        {caption}: {t.fork.sameInAll}
      </p>
    );
  return (
    <div className="border-b border-line last:border-0">
      <table className="w-full table-fixed text-xs">
        <caption className="px-4 pt-3 pb-1.5 text-left text-xs font-medium text-soft">{caption}</caption>
        <thead className="text-soft">
          <tr>
            <th scope="col" className={`${CELL} pl-4 font-medium`}>
              {t.fork.field}
            </th>
            <th scope="col" className={`${CELL} font-medium`} title={t.fork.thenHint}>
              {t.fork.then}
            </th>
            <th scope="col" className={`${CELL} font-medium`}>
              {t.fork.now}
            </th>
            <th scope="col" className={`${CELL} font-medium text-accent`}>
              {t.fork.forked}
            </th>
          </tr>
        </thead>
        <FieldRows
          rows={rows}
          absent={t.fork.absent}
          mark={({ differs }, side) => (differs ? MARKS[side] : '') ?? ''}
        />
      </table>
      {more > 0 && <p className="px-4 pt-1 pb-2.5 text-xs text-faint">{t.fork.same(more)}</p>}
    </div>
  );
}
