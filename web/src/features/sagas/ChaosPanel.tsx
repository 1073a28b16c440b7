// Break something: faults for the running system, as switches, with how often each has struck.
import { ChevronDown, Zap } from 'lucide-react';
import { Link } from 'react-router';
import { ApiProblem } from '../../api/http.ts';
import { t } from '../../i18n/texts.ts';
import { Button } from '../../ui/Button.tsx';
import { Chip } from '../../ui/Chip.tsx';
import { ErrorNote } from '../../ui/ErrorNote.tsx';
import { useUser } from '../../entities/user/me.ts';
import { FaultRow } from './FaultRow.tsx';
import { same, SWITCHES, useChaos, useSwitchFault, type SwitchName } from '../../entities/fault/faults.ts';

const NAMES = Object.keys(SWITCHES) as SwitchName[];

export function ChaosPanel() {
  const { operator } = useUser();
  const chaos = useChaos(operator);
  const change = useSwitchFault();
  const faults = chaos.data?.faults ?? [];
  const others = faults.filter((fault) => !NAMES.some((name) => same(SWITCHES[name], fault)));
  const closed = chaos.error instanceof ApiProblem && chaos.error.status === 404;

  return (
    <details className="group rounded-2xl border border-line bg-surface shadow-card">
      <summary className="flex list-none items-center gap-3 rounded-2xl px-4 py-3 sm:px-5 [&::-webkit-details-marker]:hidden">
        <Zap className="size-4 shrink-0 text-warn" aria-hidden />
        <h2 className="flex-1 text-sm font-semibold">{t.sagas.chaos.title}</h2>
        {faults.length > 0 && <Chip tone="bad">{t.sagas.chaos.active(faults.length)}</Chip>}
        <ChevronDown className="size-4 text-faint transition-transform group-open:rotate-180" aria-hidden />
      </summary>
      <div className="space-y-4 px-4 pb-4 sm:px-5 sm:pb-5">
        <p className="text-sm text-soft">
          {!operator ? t.sagas.chaos.onlyOperator : closed ? t.sagas.chaos.off : t.sagas.chaos.lead}
        </p>
        {chaos.error && !closed && <ErrorNote error={chaos.error} onRetry={() => void chaos.refetch()} />}
        {change.error && <ErrorNote error={change.error} />}
        {chaos.data && (
          <>
            <ul className="grid gap-x-8 gap-y-1 md:grid-cols-2">
              {NAMES.map((name) => (
                <FaultRow
                  key={name}
                  name={name}
                  active={faults.find((fault) => same(SWITCHES[name], fault)) ?? null}
                  busy={change.isPending}
                  onChange={(on) => change.mutate({ fault: SWITCHES[name], on })}
                />
              ))}
            </ul>
            {others.length > 0 && (
              <p className="text-xs text-soft">
                {t.sagas.chaos.others}:{' '}
                {others.map(({ at, step, kind }) => (
                  <code key={`${at} ${step} ${kind}`} className="mr-2 font-mono">
                    {[at, step, kind].filter(Boolean).join(' · ')}
                  </code>
                ))}
              </p>
            )}
            <p className="flex flex-wrap items-center gap-4">
              {faults.length > 0 && (
                <Button small busy={change.isPending} onClick={() => change.mutate(null)}>
                  {t.sagas.chaos.clear}
                </Button>
              )}
              <Link to="/chaos" className="text-sm font-medium text-accent hover:underline">
                {t.chaos.fromSagas}
              </Link>
            </p>
          </>
        )}
      </div>
    </details>
  );
}
