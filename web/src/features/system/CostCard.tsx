// What each command calls, reads and writes, as a test has counted it at the ports, and what a million of it would cost.
import { costOfAMillion, type CommandCounts } from '#shared/mediahub/costs/cost-of';
import { MEASURED, PRICED } from '#shared/mediahub/costs/measured';
import { PRICES } from '#shared/mediahub/costs/prices';
import { language, t } from '../../i18n/texts.ts';
import { Card } from '../../ui/Card.tsx';

const CELL = 'border-line px-3 py-2 text-right tabular-nums';
const NAME = 'sticky left-0 min-w-32 border-line bg-surface px-4 py-2 text-left';
const HEAD = 'min-w-20 align-bottom font-medium';
const ROW = 'border-t whitespace-nowrap';

const digits = (count: number): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(count);
const DOLLARS = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;
const dollars = (cost: number): string => new Intl.NumberFormat(language, DOLLARS).format(cost);
const day = (date: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date));

const pair = (a: number, b: number) => `${digits(a)} / ${digits(b)}`;

const cellsOf = (counts: CommandCounts): string[] => [
  digits(counts.services),
  digits(counts.object_requests),
  pair(counts.d1_read, counts.d1_written),
  pair(counts.rows_read, counts.rows_written),
  pair(counts.r2_a, counts.r2_b),
];

export function CostCard() {
  const says = t.system.costs;
  return (
    <section className="space-y-3" aria-label={says.title}>
      <h2 className="text-base font-semibold">{says.title}</h2>
      <Card className="overflow-hidden">
        <p className="px-4 pt-4 text-[0.8125rem] text-soft">{says.hint}</p>
        {/* Wider than a phone: it scrolls by itself, by the keyboard too. */}
        <div className="mt-2 overflow-x-auto" role="group" aria-label={says.title} tabIndex={0}>
          <table className="w-full text-xs">
            <thead className="text-soft">
              <tr>
                <th scope="col" className={`${NAME} ${HEAD}`}>
                  {says.command}
                </th>
                <th scope="col" className={`${CELL} ${HEAD}`}>
                  {says.million}
                </th>
                {says.columns.map((column) => (
                  <th key={column} scope="col" className={`${CELL} ${HEAD}`}>
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {PRICED.map((operation) => {
                const counts = MEASURED.commands[operation];
                return (
                  <tr key={operation}>
                    <th scope="row" className={`${NAME} border-t font-medium`} title={operation}>
                      {says.names[operation]}
                    </th>
                    <td className={`${CELL} ${ROW} font-semibold`}>{dollars(costOfAMillion(counts))}</td>
                    {cellsOf(counts).map((text, n) => (
                      <td key={says.columns[n]} className={`${CELL} ${ROW}`}>
                        {text}
                      </td>
                    ))}
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
        <div className="space-y-1 border-t border-line p-4 text-xs text-soft">
          <p>{says.measured(day(MEASURED.measured_on))}</p>
          <p>{says.prices(day(PRICES.looked_up), PRICES.sources.join(' · '))}</p>
          <p>{says.without}</p>
        </div>
      </Card>
    </section>
  );
}
