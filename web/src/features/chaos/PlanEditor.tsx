// A plan to write oneself, row by row. What it begins with comes from the address, so a preset, the active plan and a
// link from someone else are opened in the same way, and none of them is on before a person says so.
import { Plus, Zap } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { FaultPlan } from '#shared/engine/faults/plan';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Card } from '../../ui/Card.tsx';
import { CopyPlanLink } from './CopyPlanLink.tsx';
import { planOf, rowOf } from './rows.ts';
import { PlanRow } from './PlanRow.tsx';

interface Props {
  begin: FaultPlan;
  /** The plan came with the address. */
  loaded: boolean;
  busy: boolean;
  onApply: (plan: FaultPlan) => void;
}

const MOST_FAULTS = 50;

export function PlanEditor({ begin, loaded, busy, onApply }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const [seed, setSeed] = useState(String(begin.seed));
  const [rows, setRows] = useState(() => begin.faults.map(rowOf));
  // Someone asked for this plan: it is below the presets, so it is shown.
  useEffect(() => {
    if (loaded) form.current?.scrollIntoView({ block: 'center' });
  }, [loaded]);
  const [nextKey, setNextKey] = useState(begin.faults.length);
  const add = () => {
    setRows([...rows, rowOf({ at: 'saga', kind: 'error' }, nextKey)]);
    setNextKey(nextKey + 1);
  };

  return (
    <Card className="overflow-hidden">
      <form
        ref={form}
        aria-label={t.chaos.editor}
        onSubmit={(event) => {
          event.preventDefault();
          onApply(planOf(seed, rows));
        }}
      >
        <header className="flex flex-wrap items-center gap-3 border-b border-line px-4 py-3 sm:px-5">
          <div className="min-w-48 flex-1">
            <h2 className="text-sm font-semibold">{t.chaos.editor}</h2>
            <p className="text-[0.8125rem] text-soft">{loaded ? t.chaos.loaded : t.chaos.editorHint}</p>
          </div>
          <label className="flex items-center gap-2 text-sm text-soft" title={t.chaos.seedHint}>
            {t.chaos.seed}
            <input
              type="number"
              min={0}
              max={Number.MAX_SAFE_INTEGER}
              required
              value={seed}
              onChange={({ target }) => setSeed(target.value)}
              className="h-9 w-24 rounded-lg border border-line-strong bg-raised px-2.5 tabular-nums"
            />
          </label>
        </header>
        <ol className="divide-y divide-line">
          {rows.map((row, index) => (
            <PlanRow
              key={row.key}
              row={row}
              number={index + 1}
              onChange={(changed) => setRows(rows.map((one) => (one.key === changed.key ? changed : one)))}
              onRemove={() => setRows(rows.filter(({ key }) => key !== row.key))}
            />
          ))}
        </ol>
        <footer className="flex flex-wrap items-center gap-2 border-t border-line bg-sunken/60 px-4 py-3 sm:px-5">
          <Button small icon={Plus} disabled={rows.length >= MOST_FAULTS} onClick={add}>
            {t.chaos.addFault}
          </Button>
          <span className="flex-1" />
          <CopyPlanLink plan={() => (form.current?.reportValidity() ? planOf(seed, rows) : null)} />
          <Button small tone="primary" type="submit" icon={Zap} busy={busy} disabled={rows.length === 0}>
            {t.chaos.applyPlan}
          </Button>
        </footer>
      </form>
    </Card>
  );
}
