// One fault switch.
import { useId } from 'react';
import type { ActiveFault } from '#shared/engine/faults/plan';
import { t } from '../../i18n/texts.ts';
import { Switch } from '../../ui/Switch.tsx';
import type { SwitchName } from '../../entities/fault/faults.ts';

interface Props {
  name: SwitchName;
  active: ActiveFault | null;
  busy: boolean;
  onChange: (on: boolean) => void;
}

function countOf({ struck, times }: ActiveFault): string {
  if (struck === 0) return t.sagas.chaos.armed;
  const said = t.sagas.chaos.struck(struck);
  return times !== undefined && struck >= times ? `${said}, ${t.sagas.chaos.spent}` : said;
}

export function FaultRow({ name, active, busy, onChange }: Props) {
  const id = useId();
  const [title, says] = t.sagas.chaos.switches[name];
  return (
    <li className="flex items-start gap-3 py-2">
      <Switch on={active !== null} disabled={busy} labelledBy={id} onChange={onChange} />
      <div className="min-w-0 flex-1 text-sm">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <span id={id} className="font-medium">
            {title}
          </span>
          {active && <span className="text-xs font-medium text-bad">{countOf(active)}</span>}
        </p>
        <p className="text-[0.8125rem] text-soft">{says}</p>
      </div>
    </li>
  );
}
