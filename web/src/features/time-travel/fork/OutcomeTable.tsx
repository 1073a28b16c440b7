// Then, now, and in the fork, side by side: the fields that differ somewhere, and how many do not.
import { t } from '../../../i18n/texts.ts';
import { fieldRows } from './cells.ts';
import type { Outcome } from './replay.ts';

const CELL = 'px-3 py-1.5 text-left align-top';

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
        <tbody>
          {rows.map(({ path, values, differs }) => (
            <tr key={path} className="border-t border-line">
              <th scope="row" className={`${CELL} pl-4 font-mono font-normal break-words text-soft`}>
                {path}
              </th>
              {values.map((value, side) => (
                <td
                  key={side}
                  className={`${CELL} font-mono break-all ${differs && side === 1 ? 'bg-bad-soft' : ''} ${differs && side === 2 ? 'bg-good-soft' : ''}`}
                >
                  {value ?? <i className="text-soft">{t.fork.absent}</i>}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className="px-4 pt-1 pb-2.5 text-xs text-faint">{t.fork.same(more)}</p>}
    </div>
  );
}
