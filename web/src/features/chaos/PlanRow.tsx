// One fault in the editor. The browser checks the numbers and explains what is allowed.
import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { t } from '../../i18n/texts.ts';
import { IconButton } from '../../ui/Button.tsx';
import { INJECTION_POINTS, KINDS, NUMBERS } from './plan-link.ts';
import { LIMITS, type Row } from './rows.ts';

const FIELD = 'h-9 w-full rounded-lg border border-line-strong bg-raised px-2.5 text-sm';

interface Props {
  row: Row;
  number: number;
  onChange: (row: Row) => void;
  onRemove: () => void;
}

export function PlanRow({ row, number, onChange, onRemove }: Props) {
  return (
    <li className="px-4 py-3 sm:px-5">
      <fieldset className="flex items-start gap-2">
        <legend className="sr-only">{t.chaos.fault(number)}</legend>
        <div className="grid min-w-0 flex-1 grid-cols-2 gap-x-3 gap-y-2 md:grid-cols-4">
          <Labelled name={t.chaos.columns.at}>
            <select
              value={row.at}
              onChange={({ target }) =>
                onChange({ ...row, at: INJECTION_POINTS.find((e) => e === target.value) ?? row.at })
              }
              className={FIELD}
            >
              {INJECTION_POINTS.map((edge) => (
                <option key={edge}>{edge}</option>
              ))}
            </select>
          </Labelled>
          <Labelled name={t.chaos.columns.step} wide>
            <input
              value={row.step}
              maxLength={100}
              spellCheck={false}
              placeholder={t.chaos.everyStep}
              onChange={({ target }) => onChange({ ...row, step: target.value })}
              className={`${FIELD} font-mono text-xs placeholder:text-faint`}
            />
          </Labelled>
          <Labelled name={t.chaos.columns.kind}>
            <select
              value={row.kind}
              onChange={({ target }) =>
                onChange({ ...row, kind: KINDS.find((kind) => kind === target.value) ?? row.kind })
              }
              className={FIELD}
            >
              {KINDS.map((kind) => (
                <option key={kind}>{kind}</option>
              ))}
            </select>
          </Labelled>
          {NUMBERS.map((name) => (
            <Labelled key={name} name={t.chaos.columns[name]}>
              <input
                type="number"
                {...LIMITS[name]}
                value={row[name]}
                onChange={({ target }) => onChange({ ...row, [name]: target.value })}
                className={`${FIELD} tabular-nums`}
              />
            </Labelled>
          ))}
          <p className="col-span-full text-xs text-soft">
            {t.chaos.edges[row.at]} {t.chaos.kinds[row.kind]}
          </p>
        </div>
        <IconButton icon={Trash2} label={t.chaos.removeFault(number)} onClick={onRemove} className="mt-5" />
      </fieldset>
    </li>
  );
}

function Labelled({ name, wide = false, children }: { name: string; wide?: boolean; children: ReactNode }) {
  return (
    <label className={`block min-w-0 text-xs font-medium text-soft ${wide ? 'md:col-span-2' : ''}`}>
      <span className="mb-1 block truncate">{name}</span>
      {children}
    </label>
  );
}
